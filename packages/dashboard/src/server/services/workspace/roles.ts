import { isAllowed, permissions, permissionTexts, roles } from "../../api/permissions.ts";
import type { Permission } from "../../api/permissions.ts";
import type { RoleTable } from "../../api/workspaces.ts";

export const getRoles = async (): Promise<RoleTable> => ({
  permissions: (Object.keys(permissions) as Permission[]).map((permission) => ({
    permission,
    text: permissionTexts[permission],
    roles: roles.filter((role) => isAllowed(role, permission)),
  })),
});
