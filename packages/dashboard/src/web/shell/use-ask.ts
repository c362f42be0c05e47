import { useSearchParams } from "wouter";

/** Whether a page's dialog is open, kept in the address (`?ask=stop`): a link or a command can lead straight to it. */
export const useAsk = (name: string): [isAsking: boolean, setAsking: (isAsking: boolean) => void] => {
  const [search, setSearch] = useSearchParams();
  const setAsking = (isAsking: boolean) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (isAsking) next.set("ask", name);
        else next.delete("ask");
        return next;
      },
      { replace: true },
    );
  return [search.get("ask") === name, setAsking];
};
