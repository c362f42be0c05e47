import type { JsonObject } from "@breezeway/core";
import { serverPolicy, sourceId, toolOverride } from "@breezeway/core";
import { z } from "zod";
import { credentialInput, sourceVariables } from "../../api/servers.ts";
import type { DraftSketch } from "../../drafts/draft-sketch.ts";

/** What a release was made from, but for the imports: these are named. */
export const releaseSketch = z.object({
  server: z.object({
    name: z.string(),
    description: z.string(),
    instructions: z.string(),
    iconUrl: z.string().nullable(),
    websiteUrl: z.string().nullable(),
    credential: credentialInput,
    access: z.enum(["credential", "access_key", "public"]),
    presentation: z.enum(["all", "search"]),
    policy: serverPolicy,
  }),
  sources: z.array(
    z.object({
      id: sourceId.schema,
      title: z.string(),
      baseUrl: z.string(),
      variables: sourceVariables,
      importVersion: z.string(),
    }),
  ),
  edits: z.array(z.object({ sourceId: sourceId.schema, key: z.string(), override: toolOverride })),
});
export type ReleaseSketch = z.infer<typeof releaseSketch>;

/** As it is stored beside the release. */
export const sketchOf = ({ server, sources, edits }: DraftSketch): JsonObject => {
  const { id: _id, slug: _slug, ...settings } = server;
  return JSON.parse(JSON.stringify({ server: settings, sources, edits })) as JsonObject;
};
