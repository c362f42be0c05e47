import { ServiceError, slugSchema } from "@breezeway/core";
import type { Emulator } from "@breezeway/emulator";
import { atDemoSite } from "@breezeway/emulator";
import { openApiSession, succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import type { DemoAccount } from "./demo-account.ts";
import { previewDocument } from "./preview-document.ts";

const workspace = "demo";
const server = "wiki";

export interface SeedDemoInput {
  readonly dashboard: { readonly fetch: (request: Request) => Response | Promise<Response> };
  readonly dashboardUrl: string;
  readonly account: DemoAccount;
  readonly emulator: Emulator;
  /** Text of the newest letter that a development start prints instead of sending. */
  readonly readLetter: () => string;
}

/**
 * Makes the demo workspace as its owner would, through the dashboard's API: sign up, create, import, publish.
 * On later starts it only brings the address of the emulator up to date. Returns the path of the MCP endpoint.
 */
export const seedDemo = async (input: SeedDemoInput): Promise<string> => {
  const session = openApiSession(input.dashboard, input.dashboardUrl);
  const isSignedIn = await signIn(session, input.account);
  if (!isSignedIn) await signUp(session, input);
  const { servers } = await ensureWorkspace(session);
  const known = servers.find((candidate) => candidate.slug === server);
  if (known) await refreshSources(session, input.emulator);
  else await createWiki(session, input.emulator);
  return `/mcp/${workspace}/${server}`;
};

const signIn = async ({ api, useCsrfToken }: ApiSession, account: DemoAccount): Promise<boolean> => {
  const answer = await api.api.auth.login.$post({ json: account });
  if (!answer.ok) return false;
  const result = await answer.json();
  if (result.status !== "signed_in") return false;
  useCsrfToken(result.session.csrfToken);
  return true;
};

const signUp = async ({ api, useCsrfToken }: ApiSession, { account, readLetter }: SeedDemoInput): Promise<void> => {
  await succeed(api.api.auth["sign-up"].$post({ json: { email: account.email } }));
  const token = /#(?<token>[\w.-]+)/.exec(await letterWith(readLetter))?.groups?.["token"];
  if (!token)
    throw new ServiceError("unavailable", { message: "The demo account could not be made: no sign-up link came." });
  const session = await succeed(
    api.api.auth["sign-up"].complete.$post({
      json: { token, displayName: "Demo owner", password: account.password, acceptTerms: true },
    }),
  );
  useCsrfToken(session.csrfToken);
};

/** The letter goes out after the answer, so that the answer's time does not tell whether an account exists. */
const letterWith = async (readLetter: () => string): Promise<string> => {
  for (let round = 0; round < 200 && !readLetter().includes("http"); round += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return readLetter();
};

const ensureWorkspace = async ({ api }: ApiSession) => {
  const { workspaces } = await succeed(api.api.session.$get());
  if (!workspaces.some((known) => known.slug === workspace))
    await succeed(api.api.workspaces.$post({ json: { name: "Demo", slug: slugSchema.parse(workspace) } }));
  return succeed(api.api.workspaces[":workspace"].servers.$get({ param: { workspace } }));
};

const sourcesOf = ({ urls }: Emulator) => [
  { url: urls.documents.v2, baseUrl: atDemoSite(urls.api.confluenceV2) },
  { url: urls.documents.v1, baseUrl: atDemoSite(urls.api.confluenceV1) },
];

const createWiki = async (session: ApiSession, emulator: Emulator): Promise<void> => {
  const sources = [];
  for (const { url, baseUrl } of sourcesOf(emulator)) {
    const preview = await previewDocument(session, workspace, url);
    sources.push({
      source: { kind: "url" as const, url },
      documentHash: preview.documentHash,
      baseUrl,
      enabled: preview.tools.map((tool) => tool.key),
    });
  }
  await succeed(
    session.api.api.workspaces[":workspace"].servers.$post({
      param: { workspace },
      json: {
        name: "Wiki",
        slug: slugSchema.parse(server),
        description: "A small engineering wiki to try Breezeway with.",
        sources,
        credential: { mode: "passthrough" },
      },
    }),
  );
  await publish(session);
};

const refreshSources = async (session: ApiSession, emulator: Emulator): Promise<void> => {
  const param = { workspace, server };
  const { sources } = await succeed(session.api.api.workspaces[":workspace"].servers[":server"].$get({ param }));
  const wanted = sourcesOf(emulator);
  const moved = sources.flatMap((source, index) => {
    const baseUrl = wanted[index]?.baseUrl;
    return baseUrl !== undefined && baseUrl !== source.baseUrl ? [{ sourceId: source.id, baseUrl }] : [];
  });
  for (const { sourceId, baseUrl } of moved)
    await succeed(
      session.api.api.workspaces[":workspace"].servers[":server"].sources[":sourceId"].$patch({
        param: { ...param, sourceId },
        json: { baseUrl },
      }),
    );
  if (moved.length > 0) await publish(session);
};

const publish = async ({ api }: ApiSession): Promise<void> => {
  await succeed(
    api.api.workspaces[":workspace"].servers[":server"].publish.$post({
      param: { workspace, server },
      json: { acceptWarnings: true, note: "Demo" },
    }),
  );
};
