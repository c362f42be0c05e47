import { z } from "zod";
import { sourceId } from "../ids/ids.ts";
import { jsonSchema, jsonValue } from "./json.ts";
import { operationBinding, toolAnnotations, toolDefinition } from "./tool.ts";

/**
 * A tool as the importer makes it, before the owner's edits: the binding has no `sourceId` yet
 * (the store gives one), and what only the dashboard needs stands beside it.
 */
export const generatedTool = toolDefinition.omit({ operation: true }).extend({
  operation: operationBinding.omit({ sourceId: true }),
  tags: z.array(z.string()),
  deprecated: z.boolean(),
  experimental: z.boolean(),
  /** Scopes of each acceptable security alternative (OpenAPI: any one of the lists is enough). `scopes` holds the chosen one. */
  scopeAlternatives: z.array(z.array(z.string())),
});
export type GeneratedTool = z.infer<typeof generatedTool>;

/** What the owner may say about one argument; absent means "as the document has it". */
export const argumentOverride = z.object({
  /** Sent always; hidden from the model. */
  fixed: jsonValue.optional(),
  /** Not shown and not sent (optional arguments only). */
  hidden: z.boolean().optional(),
  default: jsonValue.optional(),
  description: z.string().max(2_000).optional(),
});
export type ArgumentOverride = z.infer<typeof argumentOverride>;

/** The owner's edits of one tool, keyed by the tool's stable key; absent means "as generated". */
export const toolOverride = z.object({
  enabled: z.boolean().optional(),
  name: toolDefinition.shape.name.optional(),
  title: z.string().max(120).optional(),
  description: z.string().max(4_000).optional(),
  annotations: toolAnnotations.partial().optional(),
  arguments: z.record(z.string(), argumentOverride).optional(),
});
export type ToolOverride = z.infer<typeof toolOverride>;

/** One source as stored: where it came from and what the importer made of it. */
export const importedSource = z.object({
  id: sourceId.schema,
  title: z.string(),
  definitions: z.record(z.string(), jsonSchema),
  tools: z.array(generatedTool),
});
export type ImportedSource = z.infer<typeof importedSource>;
