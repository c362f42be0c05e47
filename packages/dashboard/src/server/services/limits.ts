// Lists that come whole are bounded where their rows are made. Two that are made at the same moment may pass a limit by
// one: it keeps pages and queries small, nothing else depends on it.
import { ServiceError } from "@breezeway/core";

export const limits = {
  servers: { most: 500, text: "A workspace has at most 500 servers. Delete one that nobody uses." },
  members: { most: 1_000, text: "A workspace has at most 1,000 members. Remove one first." },
  invitations: { most: 200, text: "At most 200 invitations are open at a time. Revoke one first." },
  providers: { most: 100, text: "A workspace has at most 100 providers. Delete one that no server uses." },
  credentials: { most: 200, text: "A workspace has at most 200 credentials. Delete one that no server uses." },
  accessKeys: { most: 200, text: "A server has at most 200 access keys in use. Revoke one first." },
  apiTokens: { most: 100, text: "You have at most 100 API tokens in use in a workspace. Revoke one first." },
  workspaces: { most: 100, text: "An account has at most 100 workspaces. Leave one first." },
} as const;

export const checkRoom = (name: keyof typeof limits, there: number): void => {
  const { most, text } = limits[name];
  if (there >= most) throw new ServiceError("conflict", { message: text });
};
