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
  const [rows, setRows] = useState<readonly AuditRow[]>([]);
  const key = JSON.stringify(filter);
  useEffect(() => {
    setRows([]);
    if (!isOn) return undefined;
    const query = JSON.parse(key) as AuditFilter;
    let cursor = start;
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
            setRows((held) => [...answer.events.toReversed(), ...held].slice(0, keptRows));
        }
      }
      timer = setTimeout(() => void ask(), intervalMs);
    };
    timer = setTimeout(() => void ask(), intervalMs);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [workspace, key, isOn, start]);
  return rows;
};
