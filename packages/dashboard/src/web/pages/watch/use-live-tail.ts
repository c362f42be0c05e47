import { useEffect, useState } from "react";
import type { AuditRow } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import type { AuditFilter } from "./audit-filter.ts";

const intervalMs = 2_000;
const keptRows = 500;

/** Events newer than the first page, asked for every two seconds while the tail is on and the page is in sight. */
export const useLiveTail = (
  workspace: string,
  filter: AuditFilter,
  isOn: boolean,
  start: string | null,
): readonly AuditRow[] => {
  const key = JSON.stringify([workspace, filter, start]);
  const [held, setHeld] = useState<{ key: string; rows: readonly AuditRow[] }>({ key, rows: [] });
  useEffect(() => {
    if (!isOn) return undefined;
    const [, query, from] = JSON.parse(key) as [string, AuditFilter, string | null];
    let cursor = from;
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (document.visibilityState === "visible") {
        const answer = await read(
          api.workspaces[":workspace"].audit.$get({
            param: { workspace },
            query: { ...query, limit: "200", ...(cursor !== null && { after: cursor }) },
          }),
        ).catch(() => undefined);
        if (isStopped) return;
        if (answer !== undefined) {
          const isFirst = cursor === null;
          cursor = answer.tailCursor ?? cursor;
          if (!isFirst && answer.events.length > 0)
            setHeld((now) => ({
              key,
              rows: [...answer.events.toReversed(), ...(now.key === key ? now.rows : [])].slice(0, keptRows),
            }));
        }
      }
      timer = setTimeout(() => void ask(), intervalMs);
    };
    timer = setTimeout(() => void ask(), intervalMs);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [workspace, key, isOn]);
  return isOn && held.key === key ? held.rows : [];
};
