import type { ImportEvent, ReimportEvent, SourceInput } from "../../server/api/imports.ts";
import { ApiError } from "./api-error.ts";
import { readRaw } from "./read-raw.ts";
import { readEvents } from "./event-stream.ts";

export interface ImportProgress {
  phase: Extract<ImportEvent, { type: "progress" }>["phase"];
  done?: number | undefined;
  total?: number | undefined;
}

type PreviewOf<Event extends ImportEvent | ReimportEvent> = Extract<Event, { type: "result" }>["preview"];

/** Posts, follows the events to the result and reports progress on the way; aborting cancels the work on the server too. */
const follow = async <Event extends ImportEvent | ReimportEvent>(
  path: string,
  body: unknown,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<PreviewOf<Event>> => {
  const answer = await readRaw(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
  for await (const { data } of readEvents(answer)) {
    const event = JSON.parse(data) as ImportEvent | ReimportEvent;
    if (event.type === "progress") onProgress(event);
    if (event.type === "error") throw new ApiError({ status: 400, ...event.error });
    if (event.type === "result") return event.preview;
  }
  throw new ApiError({ status: 0, code: "unavailable", message: "The connection ended before the work was done." });
};

export const inspectDocument = (
  workspace: string,
  source: SourceInput,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
) =>
  follow<ImportEvent>(
    `/api/workspaces/${encodeURIComponent(workspace)}/imports/preview`,
    { source },
    signal,
    onProgress,
  );

export const previewReimport = (
  at: { workspace: string; server: string; sourceId: string },
  source: SourceInput | undefined,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
) =>
  follow<ReimportEvent>(
    `/api/workspaces/${encodeURIComponent(at.workspace)}/servers/${encodeURIComponent(at.server)}/sources/${encodeURIComponent(at.sourceId)}/reimport/preview`,
    source === undefined ? {} : { source },
    signal,
    onProgress,
  );
