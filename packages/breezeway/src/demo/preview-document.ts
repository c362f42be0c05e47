import { ServiceError } from "@breezeway/core";
import type { RouteOutput } from "@breezeway/dashboard";
import type { ApiSession } from "./api-session.ts";

type ImportEvent = RouteOutput<"previewImport">;
type ImportPreview = Extract<ImportEvent, { type: "result" }>["preview"];

/** Inspects a document through the dashboard's API and waits for the last event of the stream. */
export const previewDocument = async ({ api }: ApiSession, workspace: string, url: string): Promise<ImportPreview> => {
  const response = await api.api.workspaces[":workspace"].imports.preview.$post({
    param: { workspace },
    json: { source: { kind: "url", url } },
  });
  const events = (await response.text())
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => JSON.parse(line.slice("data:".length)) as ImportEvent);
  for (const event of events) {
    if (event.type === "result") return event.preview;
    if (event.type === "error") throw new ServiceError("invalid_document", { message: event.error.message });
  }
  throw new ServiceError("unavailable", { message: "The preview of the demo document ended without a result." });
};
