import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import type { DashboardSession } from "./dashboard-session.ts";

type ServerInput = RouteBodyInput<"createServer">;
type ServerView = RouteOutput<"createServer">;
type ImportEvent = RouteOutput<"previewImport">;
type Preview = Extract<ImportEvent, { type: "result" }>["preview"];
type SourceInput = ServerInput["sources"][number];

export interface DocumentToImport {
  readonly source: SourceInput["source"];
  /** Absent: what the preview suggests. */
  readonly baseUrl?: string;
  readonly variables?: SourceInput["variables"];
}

/** Inspects a document as the import page does. */
export const previewDocument = async (
  session: DashboardSession,
  source: DocumentToImport["source"],
): Promise<Preview> => {
  const event = await session.follow<ImportEvent>(`/api/workspaces/${session.workspace}/imports/preview`, { source });
  if (event.type !== "result") throw new Error(`The preview ended with ${JSON.stringify(event)}`);
  return event.preview;
};

/** Imports documents with all their tools on, and gives the draft server. */
export const createServer = async (
  session: DashboardSession,
  input: {
    readonly slug: string;
    readonly documents: readonly DocumentToImport[];
    readonly credential?: ServerInput["credential"];
    readonly access?: ServerInput["access"];
  },
): Promise<ServerView> => {
  const sources: SourceInput[] = [];
  for (const document of input.documents) {
    const preview = await previewDocument(session, document.source);
    sources.push({
      source: document.source,
      documentHash: preview.documentHash,
      baseUrl: document.baseUrl ?? preview.suggestedBaseUrl,
      variables: document.variables ?? {},
      enabled: preview.tools.map((tool) => tool.key),
    });
  }
  const answer = await session.send<ServerView>("POST", `/api/workspaces/${session.workspace}/servers`, {
    name: input.slug,
    slug: input.slug,
    sources,
    credential: input.credential ?? { mode: "passthrough" },
    ...(input.access === undefined ? {} : { access: input.access }),
  });
  if (answer.status !== 200) throw new Error(`The server was not created: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Publishes the draft of a server, warnings accepted. */
export const publishServer = async (session: DashboardSession, slug: string): Promise<RouteOutput<"publish">> => {
  const path = `/api/workspaces/${session.workspace}/servers/${slug}/publish`;
  const answer = await session.send<RouteOutput<"publish">>("POST", path, { acceptWarnings: true });
  if (answer.status !== 200) throw new Error(`The server was not published: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
