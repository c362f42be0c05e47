import type { VirtualItem } from "@tanstack/react-virtual";

export type Laid =
  | { kind: "item"; index: number; key: VirtualItem["key"] }
  | { kind: "gap"; key: string; height: number };

/** The rows in the page and the room of those that are not: rows with an open field may stand far from the window. */
export const layOutRows = (
  items: readonly Pick<VirtualItem, "index" | "key" | "start" | "end">[],
  { from, size }: { readonly from: number; readonly size: number },
): Laid[] => {
  const laid: Laid[] = [];
  let end = from;
  for (const { index, key, start, end: itemEnd } of items) {
    if (start > end) laid.push({ kind: "gap", key: `before ${key}`, height: start - end });
    laid.push({ kind: "item", index, key });
    end = itemEnd;
  }
  const rest = from + size - end;
  if (rest > 0) laid.push({ kind: "gap", key: "rest", height: rest });
  return laid;
};
