import type { Emulator } from "@breezeway/emulator";
import { openApiSession, succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import { enterAsOwner } from "./demo-owner.ts";
import type { DemoOwnerInput } from "./demo-owner.ts";
import { demoServers } from "./demo-servers.ts";
import type { DemoServer } from "./demo-servers.ts";
import { publishDemoServer, refreshSources } from "./demo-sources.ts";
import { slugSchema } from "@breezeway/core";

export const demoWorkspace = "demo";

export interface SeedDemoInput extends DemoOwnerInput {
  readonly dashboard: { readonly fetch: (request: Request) => Response | Promise<Response> };
  readonly dashboardUrl: string;
  readonly emulator: Emulator;
}

/**
 * Makes the demo workspace as its owner would, through the dashboard's API: sign up, create, import, publish.
 * On later starts it only brings the emulator's addresses and the registered callback up to date.
 */
export const seedDemo = async (input: SeedDemoInput): Promise<void> => {
  const session = openApiSession(input.dashboard, input.dashboardUrl);
  await enterAsOwner(session, input);
  const known = await ensureWorkspace(session);
  for (const server of demoServers) await ensureServer({ session, emulator: input.emulator, server, known });
};

const ensureWorkspace = async ({ api }: ApiSession): Promise<ReadonlySet<string>> => {
  const { workspaces } = await succeed(api.api.session.$get());
  if (!workspaces.some((known) => known.slug === demoWorkspace))
    await succeed(api.api.workspaces.$post({ json: { name: "Demo", slug: slugSchema.parse(demoWorkspace) } }));
  const param = { workspace: demoWorkspace };
  const { servers } = await succeed(api.api.workspaces[":workspace"].servers.$get({ param }));
  return new Set(servers.map((server) => server.slug));
};

const ensureServer = async (input: {
  session: ApiSession;
  emulator: Emulator;
  server: DemoServer;
  known: ReadonlySet<string>;
}): Promise<void> => {
  const { session, emulator, server, known } = input;
  const place = { workspace: demoWorkspace, server: server.slug };
  const credential = await server.prepareCredential({ session, emulator, workspace: demoWorkspace });
  if (known.has(server.slug)) return refreshSources(session, place, server.sources(emulator));
  const sources = await server.inspectSources({ session, emulator, workspace: demoWorkspace });
  await succeed(
    session.api.api.workspaces[":workspace"].servers.$post({
      param: { workspace: demoWorkspace },
      json: {
        name: server.name,
        slug: slugSchema.parse(server.slug),
        description: server.description,
        sources,
        credential,
      },
    }),
  );
  // The demo's own API is beside it: nothing to protect it from.
  await succeed(
    session.api.api.workspaces[":workspace"].servers[":server"].$patch({
      param: place,
      json: { policy: { callsPerMinutePerConnection: null } },
    }),
  );
  await publishDemoServer(session, place);
};
