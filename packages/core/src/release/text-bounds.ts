/**
 * Most characters of each text in a manifest. What compiles a release cuts to them; the schema refuses more, so that
 * no document makes a release that a data plane cannot hold.
 */
export const textBounds = {
  serverName: 120,
  serverDescription: 4_000,
  instructions: 20_000,
  sourceTitle: 300,
  toolTitle: 200,
  toolDescription: 16_000,
  url: 2_048,
  path: 2_048,
  mediaType: 400,
  scope: 500,
  keyLabel: 120,
} as const;

/** Most tools and sources of one release. */
export const countBounds = { tools: 10_000, sources: 50, scopes: 500 } as const;
