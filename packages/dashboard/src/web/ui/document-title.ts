import { useEffect } from "react";
import { text } from "../text/en.ts";

/** Names the page for the tab, for history and for a screen reader. */
export const useDocumentTitle = (title: string | undefined): void => {
  useEffect(() => {
    document.title = title === undefined ? text.common.product : `${title} · ${text.common.product}`;
  }, [title]);
};
