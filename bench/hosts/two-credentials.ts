// One data plane with two servers of the same tool over a private PostgreSQL: one takes the API's own bearer, the other
// a token sealed by this deployment. Writes addresses and tokens to READY_FILE, then answers until SIGTERM.
import { writeFileSync } from "node:fs";
import { serve } from "@hono/node-server";
import { createEgress, createLogger, hashManifest, loadConfig, systemClock } from "@breezeway/core";
import type { ReleaseManifest } from "@breezeway/core";
import {
  insertRelease,
  insertServer,
  insertWorkspace,
  migrate,
  openDatabase,
  publishRelease,
  reserveReleaseNumber,
  startPrivateCluster,
} from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { createRuntime } from "@breezeway/runtime";
import { makeManifest, sealAccessToken, upstreamToken } from "../src/sealed-token.ts";

const upstream = process.env["UPSTREAM"] ?? "";
const config = loadConfig({ ...process.env, ALLOWED_PRIVATE_NETWORKS: new URL(upstream).host });
const log = createLogger({ level: config.logLevel, name: "bench" });
const cluster = await startPrivateCluster({ dataDir: config.dataDir, log });
await migrate({ url: cluster.migrateUrl, log });
const control = openDatabase({ url: cluster.url, role: "control", log });
const database = openDatabase({ url: cluster.url, role: "data", log });

const publish = (manifest: ReleaseManifest, through: Database): Promise<void> =>
  through.inWorkspace({ workspaceId: manifest.workspace.id }, async (tx) => {
    const now = new Date();
    const { id, slug, name } = manifest.server;
    await insertWorkspace(tx, { slug: manifest.workspace.slug, name, now });
    const { credential, access, presentation, policy } = manifest;
    await insertServer(tx, {
      id,
      slug,
      name,
      description: "",
      iconUrl: null,
      credential,
      access,
      presentation,
      policy,
      now,
    });
    const number = await reserveReleaseNumber(tx, { serverId: id });
    const { text, contentHash } = hashManifest(manifest);
    const releaseId = await insertRelease(tx, { serverId: id, number, manifest: text, contentHash, report: {} });
    await publishRelease(tx, { serverId: id, releaseId });
  });

const passthrough = await makeManifest("passthrough", upstream);
const oauth = await makeManifest("oauth", upstream);
await publish(passthrough, control);
await publish(oauth, control);
const urlOf = ({ workspace, server }: ReleaseManifest): string =>
  `${config.publicUrl}/mcp/${workspace.slug}/${server.slug}`;
const sealedToken = await sealAccessToken({
  keyring: config.keyring,
  manifest: oauth,
  resourceUrl: urlOf(oauth),
  origin: new URL(upstream).origin,
});

const egress = createEgress(config.egress);
const runtime = createRuntime({ config, database, keyring: config.keyring, egress, log, clock: systemClock });
await runtime.start();
serve({ fetch: runtime.app.fetch, port: config.port, hostname: "127.0.0.1" });
process.once("SIGTERM", () => void stop());
const stop = async (): Promise<void> => {
  await runtime.drain();
  await Promise.all([control.close(), database.close(), egress.close()]);
  await cluster.stop();
  process.exit();
};
writeFileSync(
  process.env["READY_FILE"] ?? "",
  JSON.stringify({ passthroughUrl: urlOf(passthrough), rawToken: upstreamToken, oauthUrl: urlOf(oauth), sealedToken }),
);
