import { useEffect } from "react";

const settleMs = 60;

/** Whoever had the focus on something that goes away goes on at the page's heading, not at the top of the document. */
export const useFocusKeeper = () => {
  useEffect(() => {
    let last: Element | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onFocus = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : null;
    };
    // A closing dialog hands the focus back a moment after it is gone: only what nobody takes up is taken up here.
    const settle = () => {
      if (document.activeElement !== document.body || last?.isConnected !== false) return;
      const heading = document.querySelector<HTMLElement>("#content h1") ?? document.getElementById("content");
      heading?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (last?.isConnected !== false) return;
      clearTimeout(timer);
      timer = setTimeout(settle, settleMs);
    });
    document.addEventListener("focusin", onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocus);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
};
