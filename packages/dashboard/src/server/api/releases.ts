import { draftVariables } from "@breezeway/core";
import { z } from "zod";
import { moment } from "./fields.ts";
import { finding, toolBudget } from "./imports.ts";
import { defineRoutes } from "./route.ts";
import { serverView } from "./servers.ts";

/** One difference between draft and live, in words. */
export const changeInWords = z.object({
  kind: z.enum(["added", "removed", "changed"]),
  area: z.enum(["tools", "settings", "credential", "sources", "policy"]),
  text: z.string(),
  /** Clients or users notice: a tool is gone, an argument is required, users must sign in again. */
  breaking: z.boolean(),
  details: z.array(z.string()),
});
export type ChangeInWords = z.infer<typeof changeInWords>;

export const draftView = z.object({
  state: z.enum(["never_published", "same_as_live", "unpublished_changes"]),
  /** Hash of the draft as compiled; sent back with `publish`. */
  contentHash: z.string().nullable(),
  liveReleaseNumber: z.number().int().nullable(),
  changes: z.array(changeInWords),
  errors: z.array(finding),
  warnings: z.array(finding),
  budget: toolBudget,
  /** Scopes users have not granted yet: they must sign in again. */
  addedScopes: z.array(z.string()),
  canPublish: z.boolean(),
});
export type DraftView = z.infer<typeof draftView>;

export const releaseRow = z.object({
  id: z.string(),
  number: z.number().int(),
  publishedAt: moment,
  publishedBy: z.string().nullable(),
  note: z.string(),
  tools: z.number().int(),
  contentHash: z.string(),
  live: z.boolean(),
});
export type ReleaseRow = z.infer<typeof releaseRow>;

export const snippet = z.object({
  client: z.string(),
  label: z.string(),
  steps: z.array(z.string()),
  snippet: z.object({ language: z.string(), file: z.string().nullable(), text: z.string() }).nullable(),
  /** Opens the client with the server filled in. */
  link: z.object({ label: z.string(), href: z.string() }).nullable(),
  /** False where this client cannot send what the server needs. */
  works: z.boolean(),
});
export type Snippet = z.infer<typeof snippet>;

export const connectView = z.object({
  server: z.object({ name: z.string(), description: z.string(), iconUrl: z.string().nullable() }),
  mcpUrl: z.string(),
  live: z.boolean(),
  stopped: z.boolean(),
  mode: serverView.shape.mode,
  access: serverView.shape.access,
  /** How a user is authenticated, in one sentence. */
  signIn: z.string(),
  snippets: z.array(snippet),
  /** Day on which the steps were last compared with the clients' documentation. */
  checkedOn: z.string(),
});
export type ConnectView = z.infer<typeof connectView>;

export const releaseRoutes = defineRoutes({
  getDraft: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/draft",
    access: "servers.read",
    summary: "The draft: what differs from live, in words, and what stands in the way of publishing.",
    output: draftView,
  },
  /** A release that is not live: served at an address of its own, for *Try it*. */
  tryDraft: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/draft/try",
    access: "servers.edit",
    summary: "Compile the draft and serve it at a draft address, for whoever sends the ticket.",
    body: z.object({
      /** Values of base-URL variables that users choose when they sign in, e.g. a site. */
      variables: draftVariables.default({}),
    }),
    output: z.object({
      releaseId: z.string(),
      mcpUrl: z.string(),
      /** Sent in this header with every request to `mcpUrl`; good for this draft, this server and one minute. */
      ticket: z.object({ header: z.string(), value: z.string(), expiresAt: moment }),
    }),
  },
  publish: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/publish",
    access: "servers.publish",
    summary: "Publish the draft. Errors of the lint block; warnings want `acceptWarnings`.",
    body: z.object({
      contentHash: z.string().max(100).optional(),
      acceptWarnings: z.boolean().default(false),
      note: z.string().trim().max(300).default(""),
    }),
    output: z.object({ release: releaseRow, server: serverView }),
  },
  discardDraft: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/draft/discard",
    access: "servers.edit",
    summary: "Take the live release as the draft: settings and edits become what they were when it was published.",
    body: z.object({
      /** The release that is live, as it was seen. */
      releaseId: z.string().max(60),
    }),
    output: serverView,
  },
  listReleases: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/releases",
    access: "servers.read",
    summary: "The history of a server.",
    output: z.object({ releases: z.array(releaseRow) }),
  },
  compareReleases: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/releases/:releaseId/changes",
    access: "servers.read",
    summary: "What going back to this release would change, in words.",
    output: z.object({ release: releaseRow, changes: z.array(changeInWords), addedScopes: z.array(z.string()) }),
  },
  rollback: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/rollback",
    access: "servers.publish",
    summary: "Make an older release live again.",
    body: z.object({ releaseId: z.string().max(60) }),
    output: z.object({ release: releaseRow, server: serverView }),
  },
  getConnect: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/connect",
    access: "servers.read",
    summary: "How clients connect.",
    output: connectView,
  },
  getPublicConnect: {
    method: "get",
    path: "/api/public/:workspace/:server",
    access: "public",
    callers: "anyone",
    summary: "The same for the public install page; published servers only.",
    output: connectView,
  },
});
