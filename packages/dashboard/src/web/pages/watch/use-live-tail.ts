import { useEffect, useRef, useState } from "react";
import type { AuditRow } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import type { AuditFilter } from "./audit-filter.ts";

const intervalMs = 2_000;
const keptRows = 500;

interface Tail {
  /** What is followed; another list of calls begins anew. */
  readonly key: string;
  readonly cursor: string | null;
  readonly rows: readonly AuditRow[];
}

/**
 * Calls newer than the first page, asked for every two seconds while the tail is on and the page is in sight. They stay when
 * it is turned off. `start` is undefined until the first page is there, and null where that is empty.
 */
export const useLiveTail = (input: {
  workspace: string;
  filter: AuditFilter;
  isOn: boolean;
  start: string | null | undefined;
  /** There are more than are kept here: the list is to be read anew. */
  onOverflow: () => void;
}): readonly AuditRow[] => {
  const { workspace, isOn, onOverflow } = input;
  const key = JSON.stringify([input.filter, input.start]);
  const tail = useRef<Tail>({ key, cursor: null, rows: [] });
  const [rows, setRows] = useState(tail.current);
  useEffect(() => {
    const [filter, start] = JSON.parse(key) as [AuditFilter, string | null | undefined];
    if (!isOn || start === undefined) return undefined;
    if (tail.current.key !== key) tail.current = { key, cursor: start, rows: [] };
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const answer =
        document.visibilityState === "visible" ? await readSince(workspace, filter, tail.current) : undefined;
      if (isStopped) return;
      if (answer !== undefined && answer.rows.length > tail.current.rows.length) setRows(answer);
      tail.current = answer ?? tail.current;
      if (tail.current.rows.length > keptRows) onOverflow();
      timer = setTimeout(() => void ask(), intervalMs);
    };
    timer = setTimeout(() => void ask(), intervalMs);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `onOverflow` is another function on each render and does the same.
  }, [workspace, key, isOn]);
  return rows.key === key ? rows.rows : [];
};

/** The tail with what has come since; undefined where that could not be asked. */
const readSince = async (workspace: string, filter: AuditFilter, tail: Tail): Promise<Tail | undefined> => {
  const { cursor } = tail;
  const answer = await read(
    api.workspaces[":workspace"].audit.$get({
      param: { workspace },
      query: { ...filter, limit: "200", ...(cursor !== null && { after: cursor }) },
    }),
  ).catch(() => undefined);
  if (answer === undefined) return undefined;
  const newestFirst = cursor === null ? answer.events : answer.events.toReversed();
  return { key: tail.key, cursor: answer.tailCursor ?? cursor, rows: [...newestFirst, ...tail.rows] };
};
