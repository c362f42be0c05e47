export const allRoles = ["viewer", "editor", "admin", "owner"] as const;
export type Role = (typeof allRoles)[number];
