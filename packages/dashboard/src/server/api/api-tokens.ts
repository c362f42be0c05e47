import { z } from "zod";
import { moment, nothing } from "./fields.ts";
import { permissions } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { defineRoutes } from "./route.ts";

const [firstPermission, ...otherPermissions] = Object.keys(permissions) as [Permission, ...Permission[]];
export const permissionName = z.enum([firstPermission, ...otherPermissions]);

export const apiTokenView = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: moment,
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
});
export type ApiTokenView = z.infer<typeof apiTokenView>;

export const apiTokenRoutes = defineRoutes({
  listApiTokens: {
    method: "get",
    path: "/api/workspaces/:workspace/api-tokens",
    access: "workspace.read",
    callers: "people",
    summary: "Your own API tokens in this workspace.",
    output: z.object({ tokens: z.array(apiTokenView) }),
  },
  createApiToken: {
    method: "post",
    path: "/api/workspaces/:workspace/api-tokens",
    access: "workspace.read",
    callers: "people",
    summary: "Make an API token; shown once. It may do what its scopes and your role both allow.",
    body: z.object({
      name: z.string().trim().min(1).max(80),
      /** Permissions, e.g. `servers.read`. */
      scopes: z.array(permissionName).min(1),
      expiresInDays: z.number().int().min(1).max(365).default(90),
    }),
    output: z.object({ token: apiTokenView, secret: z.string() }),
  },
  revokeApiToken: {
    method: "delete",
    path: "/api/workspaces/:workspace/api-tokens/:tokenId",
    access: "workspace.read",
    callers: "people",
    summary: "Revoke one of your API tokens.",
    output: nothing,
  },
});
