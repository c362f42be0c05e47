import { manifestOrigins } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";

const known = new WeakMap<object, readonly string[]>();

/** `manifestOrigins` of what a server has live, worked out once for each release. */
export const releaseOrigins = ({ release }: Pick<ProtectedServer, "release">): readonly string[] => {
  const remembered = known.get(release);
  if (remembered) return remembered;
  const tools = [...release.tools.values()].map(({ definition }) => definition);
  const origins = manifestOrigins({ sources: release.manifest.sources, tools });
  known.set(release, origins);
  return origins;
};
