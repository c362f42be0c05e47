import type { DiscoverResultSchema, InitializeResultSchema, ImplementationSchema } from "@modelcontextprotocol/core";
import type { z } from "zod";
import type { ReleaseManifest } from "@breezeway/core";
import type { Era } from "../live/tool-lists.ts";
import { legacyVersions, metaKeys, supportedVersions } from "./protocol.ts";

type Implementation = z.infer<typeof ImplementationSchema>;

const discoverTtlMs = 3_600_000;
// The empty lists are answered, so they are declared.
const capabilities = { tools: {}, prompts: {}, resources: {} };

/** What a server says of itself, written once per release. All are JSON texts. */
export interface ServerTexts {
  readonly discover: string;
  readonly initialize: ReadonlyMap<string, string>;
  /** Members that close a modern result, e.g. `"resultType":"complete","_meta":{…}`. */
  readonly modernTail: string;
  readonly emptyList: (era: Era, member: "prompts" | "resources" | "resourceTemplates") => string;
}

export const writeServerTexts = (server: ReleaseManifest["server"], cacheScope: "public" | "private"): ServerTexts => {
  const serverInfo: Implementation = {
    name: server.slug,
    title: server.name,
    version: server.version,
    ...(server.websiteUrl !== undefined && { websiteUrl: server.websiteUrl }),
    ...(server.iconUrl !== undefined && { icons: [{ src: server.iconUrl }] }),
  };
  const instructions = server.instructions === "" ? {} : { instructions: server.instructions };
  const meta = { [metaKeys.serverInfo]: serverInfo };
  const discover: z.input<typeof DiscoverResultSchema> = {
    supportedVersions: [...supportedVersions],
    capabilities,
    ...instructions,
  };
  const initialize = (protocolVersion: string): z.input<typeof InitializeResultSchema> => ({
    protocolVersion,
    capabilities,
    serverInfo,
    ...instructions,
  });
  const closing = { resultType: "complete", _meta: meta };
  return {
    // What the server says of itself is the same for every caller who may see it at all.
    discover: JSON.stringify({ ...discover, ttlMs: discoverTtlMs, cacheScope, ...closing }),
    initialize: new Map(legacyVersions.map((version) => [version, JSON.stringify(initialize(version))])),
    modernTail: JSON.stringify(closing).slice(1, -1),
    emptyList: (era, member) =>
      JSON.stringify(
        era === "modern" ? { [member]: [], ttlMs: discoverTtlMs, cacheScope, ...closing } : { [member]: [] },
      ),
  };
};
