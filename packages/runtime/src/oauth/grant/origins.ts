import type { ReleaseSource } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";

const known = new WeakMap<object, readonly string[]>();

/** Every origin that a release sends credentials to, sorted, with the owner's values in it; those of a grant stay `{name}`. */
export const releaseOrigins = ({ release }: Pick<ProtectedServer, "release">): readonly string[] => {
  const remembered = known.get(release);
  if (remembered) return remembered;
  const origins = new Set<string>();
  const sources = new Map(release.manifest.sources.map((source) => [source.id, source]));
  for (const source of sources.values()) origins.add(originOf(source.baseUrl, source.variables));
  for (const { definition } of release.tools.values()) {
    const { baseUrl, sourceId } = definition.operation;
    if (baseUrl !== undefined) origins.add(originOf(baseUrl, sources.get(sourceId)?.variables ?? {}));
  }
  const sorted = [...origins].toSorted();
  known.set(release, sorted);
  return sorted;
};

/** Base URLs may hold `{variable}`, which a URL parser would refuse or encode. */
const originOf = (baseUrl: string, variables: ReleaseSource["variables"]): string => {
  const filled = baseUrl.replace(/\{([^{}]+)\}/g, (placeholder, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return variable?.from === "owner" ? variable.value : placeholder;
  });
  return /^[a-z]+:\/\/[^/?#]+/i.exec(filled)?.[0].toLowerCase() ?? filled;
};
