import type { ContentStore } from "./content/content-store.ts";
import { demo } from "./demo.ts";
import type { ConsentMode, DocumentName, OAuthApp } from "./emulator.ts";
import { TokenStore } from "./identity/token-store.ts";
import { allScopes } from "./openapi/operations.ts";
import { plantSeed } from "./seed/plant-seed.ts";

/** All state of one emulator but its listeners, faults and recordings. */
export class World {
  /** Known once the listeners are up. */
  base = "";
  mediaUrl = "";
  consent: ConsentMode = "ask";
  readonly replacedDocuments = new Map<DocumentName, object>();
  visibleCloudIds: readonly string[] = [demo.cloudId];
  contents: Map<string, ContentStore>;
  tokens: TokenStore;
  apps: Map<string, OAuthApp>;
  readonly #initialApps: readonly OAuthApp[];
  #offsetMs = 0;

  constructor(apps: readonly OAuthApp[]) {
    this.#initialApps = apps;
    this.contents = plantSeed(this.now);
    this.tokens = new TokenStore(this.now, allScopes);
    this.apps = appsByClientId(apps);
  }

  readonly now = (): number => Date.now() + this.#offsetMs;

  advance(ms: number): void {
    this.#offsetMs += ms;
  }

  reset(): void {
    this.#offsetMs = 0;
    this.consent = "ask";
    this.replacedDocuments.clear();
    this.visibleCloudIds = [demo.cloudId];
    this.contents = plantSeed(this.now);
    this.tokens = new TokenStore(this.now, allScopes);
    this.apps = appsByClientId(this.#initialApps);
  }
}

const builtInApps: readonly OAuthApp[] = [
  { clientId: demo.clientId, clientSecret: demo.clientSecret, redirectUris: [] },
  {
    clientId: demo.serviceClientId,
    clientSecret: demo.serviceClientSecret,
    redirectUris: [],
    serviceAccount: true,
  },
];

const appsByClientId = (apps: readonly OAuthApp[]): Map<string, OAuthApp> =>
  new Map([...builtInApps, ...apps].map((app) => [app.clientId, app]));
