/** The parts of a tool that decide which scopes it needs; both stored and compiled tools have them. */
export interface ScopedTool {
  readonly scopes: readonly string[];
  readonly annotations: { readonly readOnlyHint: boolean };
}

/** Every scope that these tools need, sorted, and `offline_access` where refresh tokens are wanted. */
export const computeScopes = (
  tools: Iterable<ScopedTool>,
  options: { readonly offlineAccess: boolean },
): readonly string[] => {
  const scopes = new Set<string>(options.offlineAccess ? ["offline_access"] : []);
  for (const tool of tools) for (const scope of tool.scopes) scopes.add(scope);
  return [...scopes].toSorted();
};

/** The scopes that remain when only reading tools are used: drops those that a writing tool alone needs, keeps what no tool names. */
export const readOnlyScopes = (scopes: readonly string[], tools: Iterable<ScopedTool>): readonly string[] => {
  const reading = new Set<string>();
  const writing = new Set<string>();
  for (const tool of tools)
    for (const scope of tool.scopes) (tool.annotations.readOnlyHint ? reading : writing).add(scope);
  return scopes.filter((scope) => reading.has(scope) || !writing.has(scope));
};
