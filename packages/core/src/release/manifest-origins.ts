import type { ReleaseManifest, ReleaseSource } from "./manifest.ts";

/** Every origin that a release sends credentials to, sorted, with the owner's values in it; those of a grant stay `{name}`. */
export const manifestOrigins = (manifest: Pick<ReleaseManifest, "sources" | "tools">): readonly string[] => {
  const sources = new Map(manifest.sources.map((source) => [source.id, source]));
  const origins = new Set<string>();
  for (const source of sources.values()) origins.add(originOf(source.baseUrl, source.variables));
  for (const { operation } of manifest.tools)
    if (operation.baseUrl !== undefined)
      origins.add(originOf(operation.baseUrl, sources.get(operation.sourceId)?.variables ?? {}));
  return [...origins].toSorted();
};

/** Base URLs may hold `{variable}`, which a URL parser would refuse or encode. */
const originOf = (baseUrl: string, variables: ReleaseSource["variables"]): string => {
  const filled = baseUrl.replace(/\{([^{}]+)\}/g, (placeholder, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return variable?.from === "owner" ? variable.value : placeholder;
  });
  return /^[a-z]+:\/\/[^/?#]+/i.exec(filled)?.[0].toLowerCase() ?? filled;
};
