import { randomBytes } from "node:crypto";
import { createConnectionHasher, generateKeyringEntry, parseKeyring, Secret } from "@breezeway/core";
import { createIdentify } from "@breezeway/runtime";
import { median } from "../load.ts";
import { makeManifest, sealAccessToken } from "../sealed-token.ts";

const upstream = "https://api.example.net";
const rounds = 5_000;

/** CPU µs to open a sealed token and identify its caller, nothing else running: the median of `runs`. */
export const measureIdentify = async (runs: number): Promise<{ readonly medianUs: number; readonly bytes: number }> => {
  const parsed = parseKeyring(generateKeyringEntry(Date.now()));
  if (!parsed.ok) throw new Error("A fresh keyring is unreadable.");
  const { keyring } = parsed;
  const manifest = await makeManifest("oauth", upstream);
  const resourceUrl = `https://mcp.example.com/mcp/${manifest.workspace.slug}/${manifest.server.slug}`;
  const server = {
    workspaceId: manifest.workspace.id,
    serverId: manifest.server.id,
    workspaceSlug: manifest.workspace.slug,
    serverSlug: manifest.server.slug,
    resourceUrl,
    epoch: 0,
    stopped: false,
    revoked: new Set<string>(),
    accessKeys: new Map(),
    release: { manifest, tools: new Map(manifest.tools.map((definition) => [definition.name, { definition }])) },
  };
  const hashConnection = createConnectionHasher(Secret.of(randomBytes(32).toString("base64")));
  const identify = createIdentify({ keyring, hashConnection, clock: Date.now });
  const token = await sealAccessToken({ keyring, manifest, resourceUrl, origin: upstream });
  const authorization = `Bearer ${token}`;
  const run = (): number => {
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1)
      if (!identify({ server, authorization }).ok) throw new Error("The sealed token was refused.");
    const used = process.cpuUsage(before);
    return (used.user + used.system) / rounds;
  };
  for (let warmUp = 0; warmUp < 6; warmUp += 1) run();
  return { medianUs: median(Array.from({ length: runs }, run)), bytes: token.length };
};
