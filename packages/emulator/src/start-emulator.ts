import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { createControl } from "./control/control.ts";
import { createDataCenter } from "./datacenter/data-center.ts";
import type { Emulator, EmulatorControls, EmulatorOptions } from "./emulator.ts";
import { emulatorUrls } from "./emulator-urls.ts";
import { applyFault } from "./faults/apply-fault.ts";
import { FaultBook } from "./faults/fault-book.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createMediaHost } from "./gateway/media.ts";
import { createAtlassianAuth, createDataCenterAuth, createOpenIdProvider } from "./oauth/providers.ts";
import { dataCenterDocument, v1Document, v2Document } from "./openapi/documents.ts";
import { Recorder } from "./recorder/recorder.ts";
import { createSite } from "./site/site.ts";
import { World } from "./world.ts";

/**
 * Starts the stand-in for Atlassian Cloud. One port serves everything below path prefixes, so a provider or source
 * is configured by plain URLs (see `emulatorUrls`): `/auth` for auth.atlassian.com, `/api` for api.atlassian.com,
 * `/site/{name}` for a site's own domain, `/datacenter`, `/openid`, `/openapi` for the documents, `/control` for the
 * switches. Downloads redirect to a second, free port, since the real media host is another origin.
 * Content lives in memory and begins with the same small wiki each time; tokens outlive a restart.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const host = options.host ?? "127.0.0.1";
  const world = new World(options.apps ?? []);
  const faults = new FaultBook();
  const recorder = new Recorder();
  const controls = createControls(world, faults, recorder);
  const main = listener("main", createApp(world, controls), { faults, recorder });
  const media = listener("media", createMediaHost(world), { faults, recorder });
  if (options.recordBytes === true) main.on("connection", (socket) => recorder.recordBytes(socket));
  world.base = await listen(main, host, options.port ?? 0);
  world.mediaUrl = await listen(media, host, 0);
  return {
    ...controls,
    url: world.base,
    urls: emulatorUrls(world.base),
    mediaUrl: world.mediaUrl,
    close: async () => {
      await Promise.all([main, media].map(close));
    },
  };
};

const createApp = (world: World, controls: EmulatorControls): Hono => {
  const app = new Hono();
  app.route("/auth", createAtlassianAuth(world));
  app.route("/api", createGateway(world));
  app.route("/site", createSite(world));
  app.route("/datacenter/rest/oauth2/latest", createDataCenterAuth(world));
  app.route("/datacenter", createDataCenter(world));
  app.route("/openid", createOpenIdProvider(world));
  app.use("/openapi/*", etag());
  for (const [name, path, write] of documents)
    app.get(path, (context) => context.json(world.replacedDocuments.get(name) ?? write(world.base)));
  app.route("/control", createControl(controls));
  app.onError((error, context) => context.json({ message: `The emulator failed: ${error.message}` }, 500));
  return app;
};

const documents = [
  ["v2", "/openapi/confluence-v2.json", v2Document],
  ["v1", "/openapi/confluence-v1.json", v1Document],
  ["dataCenter", "/openapi/data-center.json", dataCenterDocument],
] as const;

const createControls = (world: World, faults: FaultBook, recorder: Recorder): EmulatorControls => ({
  registerApp: (app) => void world.apps.set(app.clientId, app),
  setConsent: (mode) => {
    world.consent = mode;
  },
  setSites: (cloudIds) => {
    world.visibleCloudIds = cloudIds;
  },
  issueToken: (input) => world.tokens.issue(input),
  revokeToken: (token) => world.tokens.revoke(token),
  issuedTokens: () => world.tokens.issued,
  setTokenLifetime: (input) => {
    world.tokens.lifetimes = { ...world.tokens.lifetimes, ...input };
  },
  addFault: (rule) => faults.add(rule),
  clearFaults: () => faults.clear(),
  recordedRequests: () => recorder.requests(),
  recordedBytes: () => recorder.bytes(),
  clearRecordings: () => recorder.clear(),
  replaceDocument: (name, document) => {
    if (document === undefined) world.replacedDocuments.delete(name);
    else world.replacedDocuments.set(name, document);
  },
  advanceTime: (ms) => world.advance(ms),
  reset: () => {
    world.reset();
    faults.clear();
    recorder.clear();
  },
});

const listener = (
  name: "main" | "media",
  app: Hono,
  parts: { readonly faults: FaultBook; readonly recorder: Recorder },
): Server => {
  // A test's own `fetch` and `Response` stay as they are: clients compare by instanceof.
  const serve = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return createServer((request, response) => {
    const isControl = name === "main" && request.url?.startsWith("/control/") === true;
    if (!isControl) parts.recorder.record(name, request, response);
    const fault = isControl ? undefined : parts.faults.take(request.method ?? "", request.url ?? "");
    if (fault === undefined) {
      void serve(request, response);
      return;
    }
    applyFault(fault, request, response).then(
      (continues) => (continues && !response.destroyed ? serve(request, response) : undefined),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
};

const listen = (server: Server, host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${address.port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
