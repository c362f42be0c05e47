/** Where to go after signing in: a path of this origin, or the start; an address of another site is never followed. */
export const localPath = (wanted: string | null): string => {
  if (wanted === null || !URL.canParse(wanted, "https://dashboard.invalid")) return "/";
  const url = new URL(wanted, "https://dashboard.invalid");
  const isLocal = wanted.startsWith("/") && url.origin === "https://dashboard.invalid";
  return isLocal ? `${url.pathname}${url.search}${url.hash}` : "/";
};
