export const allRoles = ["viewer", "editor", "admin", "owner"] as const;
export type Role = (typeof allRoles)[number];

/** What someone of this role may make another: only owners make owners. */
export const rolesToGive = (own: Role): readonly Role[] =>
  allRoles.filter((role) => role !== "owner" || own === "owner");
