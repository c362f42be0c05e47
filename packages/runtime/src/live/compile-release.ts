import { createHash } from "node:crypto";
import { manifestVersion, ServiceError } from "@breezeway/core";
import type { ReleaseId, ReleaseManifest } from "@breezeway/core";
import { writeServerTexts } from "../mcp/server-texts.ts";
import { createSearch } from "../search/search-tools.ts";
import { compileTool } from "./compiled-tool.ts";
import type { CompiledTool } from "./compiled-tool.ts";
import type { CompiledRelease } from "./live-server.ts";
import { createToolLists, writeTool } from "./tool-lists.ts";

export interface StoredRelease {
  readonly id: ReleaseId;
  /** The manifest's exact text. */
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly contentHash: string;
}

// A parsed manifest with its definitions takes about this many times its text.
const memoryFactor = 4;

/**
 * Makes a stored release ready to answer from. Throws `unavailable` where the text is not what was published.
 * What a draft says of itself is for no shared cache.
 */
export const compileRelease = (
  stored: StoredRelease,
  { isDraft = false }: { readonly isDraft?: boolean } = {},
): CompiledRelease => {
  const { tools: definitions, ...manifest } = readManifest(stored);
  const sources = new Map(manifest.sources.map((source) => [source.id, source]));
  const tools = new Map<string, CompiledTool>();
  for (const definition of definitions) {
    const source = sources.get(definition.operation.sourceId);
    if (source === undefined || (manifest.policy.readOnly && !definition.annotations.readOnlyHint)) continue;
    tools.set(definition.name, compileTool(definition, source, manifest.credential));
  }
  const isPublic = manifest.access === "public" && !isDraft;
  const texts = writeServerTexts(manifest.server, isPublic ? "public" : "private");
  const search =
    manifest.presentation === "search"
      ? createSearch([...tools.values()].map(({ definition }) => definition))
      : undefined;
  const listed = search?.tools ?? [...tools.values()].map(({ definition }) => definition);
  const lists = createToolLists({
    releaseId: stored.id,
    tools: listed.map((tool) => ({
      name: tool.name,
      isReadOnly: tool.annotations.readOnlyHint,
      json: writeTool(tool),
    })),
    cacheScope: isPublic ? "public" : "private",
    modernTail: texts.modernTail,
    isFiltered: search === undefined,
  });
  return {
    id: stored.id,
    manifest,
    tools,
    lists,
    texts,
    ...(search !== undefined && { search }),
    scopes: [...new Set([...tools.values()].flatMap(({ definition }) => definition.scopes))].toSorted(),
    bytes: stored.text.length * memoryFactor + lists.bytes,
  };
};

/** The hash stands for the zod check made at publish; checking hundreds of schemas again would hold up every other call. */
const readManifest = ({ id, text, contentHash }: StoredRelease): ReleaseManifest => {
  const actual = createHash("sha256").update(text, "utf8").digest("hex");
  if (actual !== contentHash)
    throw new ServiceError("unavailable", {
      message: "The release is damaged.",
      cause: new Error(`Content hash of ${id} differs.`),
    });
  const manifest = JSON.parse(text) as ReleaseManifest;
  if (manifest.manifestVersion !== manifestVersion)
    throw new ServiceError("unavailable", {
      message: "The release was made by another version of Breezeway. Publish it again.",
    });
  return manifest;
};
