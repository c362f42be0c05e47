import type { ProtectedServer } from "../../identify/protected-server.ts";

/** Names of base-URL values that each person gives at consent. */
export const openVariables = (server: ProtectedServer): readonly string[] => {
  const names = new Set<string>();
  for (const source of server.release.manifest.sources)
    for (const variable of Object.values(source.variables)) if (variable.from === "grant") names.add(variable.name);
  return [...names].toSorted();
};

/** A value that the owner fixed, by the variable's name in the base URL. */
export const ownerVariable = (server: ProtectedServer, name: string): string | undefined => {
  for (const source of server.release.manifest.sources) {
    const variable = source.variables[name];
    if (variable?.from === "owner") return variable.value;
  }
  return undefined;
};
