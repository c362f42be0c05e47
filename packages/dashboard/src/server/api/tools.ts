import { argumentOverride, jsonSchema, toolAnnotations, toolDefinition, toolOverride } from "@breezeway/core";
import { z } from "zod";
import { finding, toolBudget } from "./imports.ts";
import { moment } from "./fields.ts";
import { defineRoutes } from "./route.ts";

export const toolRef = z.object({ sourceId: z.string().max(60), key: z.string().max(500) });
export type ToolRef = z.infer<typeof toolRef>;

export const toolRow = toolRef.extend({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  method: z.string(),
  path: z.string(),
  tags: z.array(z.string()),
  enabled: z.boolean(),
  readOnly: z.boolean(),
  destructive: z.boolean(),
  deprecated: z.boolean(),
  experimental: z.boolean(),
  /** Which fields the owner edited: `name`, `title`, `description`, `annotations`, `arguments`. */
  edited: z.array(z.enum(["name", "title", "description", "annotations", "arguments"])),
  scopes: z.array(z.string()),
  bytes: z.number().int(),
  tokens: z.number().int(),
  findings: z.array(finding),
});
export type ToolRow = z.infer<typeof toolRow>;

export const toolList = z.object({
  tools: z.array(toolRow),
  sources: z.array(z.object({ id: z.string(), title: z.string() })),
  tags: z.array(z.object({ tag: z.string(), tools: z.number().int() })),
  /** Of the enabled tools. */
  budget: toolBudget,
});
export type ToolList = z.infer<typeof toolList>;

export const toolArgument = z.object({
  name: z.string(),
  /** `path`, `query`, `header`, `cookie` or `body`. */
  in: z.enum(["path", "query", "header", "cookie", "body"]),
  required: z.boolean(),
  type: z.string(),
  description: z.string(),
  /** As the document has it. */
  schema: jsonSchema,
  override: argumentOverride.nullable(),
});
export type ToolArgument = z.infer<typeof toolArgument>;

export const toolDetail = toolRow.extend({
  /** As generated from the document. */
  generated: z.object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    annotations: toolAnnotations,
  }),
  annotations: toolAnnotations,
  override: toolOverride.nullable(),
  arguments: z.array(toolArgument),
  /** Exactly what a client gets from `tools/list`. */
  listed: toolDefinition.omit({ operation: true, scopes: true }),
  accept: z.string(),
  bodyMediaType: z.string().nullable(),
});
export type ToolDetail = z.infer<typeof toolDetail>;

/** A change of one tool: a field that is `null` goes back to the document, an absent one stays. */
export const toolEdit = toolRef.extend({
  enabled: z.boolean().optional(),
  name: toolOverride.shape.name.nullable(),
  title: toolOverride.shape.title.nullable(),
  description: toolOverride.shape.description.nullable(),
  annotations: toolOverride.shape.annotations.nullable(),
  /** By argument; `null` for one argument resets that one. */
  arguments: z.record(z.string().max(200), argumentOverride.nullable()).nullable().optional(),
});
export type ToolEdit = z.infer<typeof toolEdit>;

/** What became of the tools that were changed. */
export const toolChange = z.object({
  tools: z.array(toolRow),
  /** Sent to `editTools`, takes the change back. */
  undo: z.array(toolEdit),
  /** Sent to `undoToolChange`, takes the change back; `null` where nothing changed or the way back is too long. */
  changeId: z.string().nullable(),
  budget: toolBudget,
});

export const toolRoutes = defineRoutes({
  listTools: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/tools",
    access: "servers.read",
    summary: "Every tool of a server, with edits applied, size and findings.",
    output: toolList,
  },
  getTool: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/tool",
    access: "servers.read",
    summary: "One tool: as generated, as edited, and exactly as a client gets it.",
    query: toolRef,
    output: toolDetail,
  },
  editTools: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/tools/edit",
    access: "servers.edit",
    summary: "Edit one or many tools at once.",
    body: z.object({ edits: z.array(toolEdit).min(1).max(10_000) }),
    maxBodyBytes: 4_000_000,
    output: toolChange,
  },
  selectTools: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/tools/select",
    access: "servers.edit",
    summary: "Turn tools on by one rule, and all others off.",
    body: z.object({ rule: z.enum(["read_only", "all", "none", "suggested"]) }),
    output: toolChange,
  },
  getLastToolChange: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/tools/last-change",
    access: "servers.edit",
    summary: "The last change of a server's tools that can still be taken back, by whoever made it.",
    output: z.object({
      change: z.object({ id: z.string(), at: moment, by: z.string(), tools: z.number().int() }).nullable(),
    }),
  },
  undoToolChange: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/tools/undo",
    access: "servers.edit",
    summary: "Take a change of tools back, unless a later one touched any of the same tools.",
    body: z.object({ changeId: z.string().max(60) }),
    output: toolChange.omit({ undo: true, changeId: true }),
  },
});
