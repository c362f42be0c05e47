import type { Emulator } from "@breezeway/emulator";
import { atDemoSite, demo } from "@breezeway/emulator";
import type { ApiSession } from "./api-session.ts";
import { ensureDemoProvider } from "./demo-provider.ts";
import { inspectSources } from "./demo-sources.ts";
import type { DemoSource, NewServer } from "./demo-sources.ts";

export interface DemoServer {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly sources: (emulator: Emulator) => readonly DemoSource[];
  readonly inspectSources: (input: DemoServerInput) => Promise<NewServer["sources"]>;
  readonly prepareCredential: (input: DemoServerInput) => Promise<NewServer["credential"]>;
}

interface DemoServerInput {
  readonly session: ApiSession;
  readonly emulator: Emulator;
  readonly workspace: string;
}

const cloudId = { cloudId: { from: "grant", name: "cloudId" } } as const;

const atFixedSite = ({ urls }: Emulator): readonly DemoSource[] => [
  { url: urls.documents.v2, baseUrl: atDemoSite(urls.api.confluenceV2) },
  { url: urls.documents.v1, baseUrl: atDemoSite(urls.api.confluenceV1) },
];

const atChosenSite = ({ urls }: Emulator): readonly DemoSource[] => [
  { url: urls.documents.v2, baseUrl: urls.api.confluenceV2, variables: cloudId },
  { url: urls.documents.v1, baseUrl: urls.api.confluenceV1, variables: cloudId },
];

/** Two ways to reach the same wiki: with a token brought along, and by signing in. */
export const demoServers: readonly DemoServer[] = [
  {
    slug: "wiki",
    name: "Wiki",
    description: "A small engineering wiki. Clients bring the API's own token.",
    sources: atFixedSite,
    inspectSources: ({ session, emulator, workspace }) => inspectSources(session, workspace, atFixedSite(emulator)),
    prepareCredential: () => Promise.resolve({ mode: "passthrough" }),
  },
  {
    slug: "wiki-sign-in",
    name: "Wiki with sign-in",
    description: "The same wiki. Each user signs in at an emulated Atlassian and picks a site.",
    sources: atChosenSite,
    inspectSources: ({ session, emulator, workspace }) => inspectSources(session, workspace, atChosenSite(emulator)),
    prepareCredential: async ({ session, emulator, workspace }) => {
      const { id, callbackUrl } = await ensureDemoProvider({ session, emulator, workspace });
      emulator.registerApp({ clientId: demo.clientId, clientSecret: demo.clientSecret, redirectUris: [callbackUrl] });
      return { mode: "oauth", providerId: id, scopes: null };
    },
  },
];
