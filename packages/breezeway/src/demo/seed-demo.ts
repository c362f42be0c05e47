import type { Emulator } from "@breezeway/emulator";
import { openApiSession, succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import { enterAsOwner } from "./demo-owner.ts";
import { deleteDemoProvider, followDemoProvider } from "./demo-provider.ts";
import type { DemoOwnerInput, Entry } from "./demo-owner.ts";
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
 * On later starts it only brings the emulator's addresses and the registered callback up to date; where the owner's
 * login is no longer the demo's, it leaves everything as it is.
 */
export const seedDemo = async (input: SeedDemoInput): Promise<Entry> => {
  const session = openApiSession(input.dashboard, input.dashboardUrl);
  const entry = await enterAsOwner(session, input);
  if (!entry.entered) return entry;
  const known = await ensureWorkspace(session);
  if (!known) return { entered: false, because: "it belongs to another account now" };
  for (const server of demoServers) await ensureServer({ session, emulator: input.emulator, server, known });
  return entry;
};

/** The slugs of its servers; nothing where the workspace is there and not this owner's. */
const ensureWorkspace = async ({ api }: ApiSession): Promise<ReadonlySet<string> | undefined> => {
  const { workspaces } = await succeed(api.api.session.$get());
  if (!workspaces.some((known) => known.slug === demoWorkspace)) {
    const made = await api.api.workspaces.$post({ json: { name: "Demo", slug: slugSchema.parse(demoWorkspace) } });
    // Types know successes only. https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10
    if ((made.status as number) === 409) return undefined;
    await succeed(Promise.resolve(made));
  }
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
  if (known.has(server.slug)) {
    const providerId = credential.mode === "oauth" ? credential.providerId : null;
    const left = providerId === null ? undefined : await followDemoProvider(session, place, providerId);
    await refreshSources(session, place, server.sources(emulator));
    if (left !== undefined) await deleteDemoProvider(session, { workspace: demoWorkspace, providerId: left });
    return;
  }
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
