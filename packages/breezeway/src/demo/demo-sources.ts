import type { RouteBodyInput } from "@breezeway/dashboard";
import { succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import { previewDocument } from "./preview-document.ts";

export type NewServer = RouteBodyInput<"createServer">;

/** A document of the emulator and where its requests go. */
export interface DemoSource {
  readonly url: string;
  readonly baseUrl: string;
  readonly variables?: NonNullable<NewServer["sources"][number]["variables"]>;
}

export interface ServerPlace {
  readonly workspace: string;
  readonly server: string;
}

/** Inspects each document and turns all of its tools on. */
export const inspectSources = async (
  session: ApiSession,
  workspace: string,
  sources: readonly DemoSource[],
): Promise<NewServer["sources"]> => {
  const inspected: NewServer["sources"] = [];
  for (const { url, baseUrl, variables } of sources) {
    const preview = await previewDocument(session, workspace, url);
    inspected.push({
      source: { kind: "url", url },
      documentHash: preview.documentHash,
      baseUrl,
      enabled: preview.tools.map((tool) => tool.key),
      ...(variables && { variables }),
    });
  }
  return inspected;
};

/** The emulator may have moved to another port since the last start. */
export const refreshSources = async (
  session: ApiSession,
  place: ServerPlace,
  wanted: readonly DemoSource[],
): Promise<void> => {
  const routes = session.api.api.workspaces[":workspace"].servers[":server"];
  const { sources } = await succeed(routes.$get({ param: { ...place } }));
  const moved = sources.flatMap((source, index) => {
    const baseUrl = wanted[index]?.baseUrl;
    return baseUrl !== undefined && baseUrl !== source.baseUrl ? [{ sourceId: source.id, baseUrl }] : [];
  });
  for (const { sourceId, baseUrl } of moved)
    await succeed(routes.sources[":sourceId"].$patch({ param: { ...place, sourceId }, json: { baseUrl } }));
  if (moved.length > 0) await publishDemoServer(session, place);
};

export const publishDemoServer = async ({ api }: ApiSession, place: ServerPlace): Promise<void> => {
  await succeed(
    api.api.workspaces[":workspace"].servers[":server"].publish.$post({
      param: { ...place },
      json: { acceptWarnings: true, note: "Demo" },
    }),
  );
};
