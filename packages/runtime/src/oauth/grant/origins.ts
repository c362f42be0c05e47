import type { ProtectedServer } from "../../identify/protected-server.ts";

const known = new WeakMap<object, readonly string[]>();

/** Every origin that a release sends credentials to, sorted; one with a variable in its host stands as written. */
export const releaseOrigins = ({ release }: Pick<ProtectedServer, "release">): readonly string[] => {
  const remembered = known.get(release);
  if (remembered) return remembered;
  const origins = new Set<string>();
  for (const source of release.manifest.sources) origins.add(originOf(source.baseUrl));
  for (const { definition } of release.tools.values())
    if (definition.operation.baseUrl !== undefined) origins.add(originOf(definition.operation.baseUrl));
  const sorted = [...origins].toSorted();
  known.set(release, sorted);
  return sorted;
};

/** Base URLs may hold `{variable}`, which a URL parser would refuse or encode. */
const originOf = (baseUrl: string): string => /^[a-z]+:\/\/[^/?#]+/i.exec(baseUrl)?.[0].toLowerCase() ?? baseUrl;
