import type { Role } from "../../schema/workspaces.ts";
import type { UserTx } from "../../database/scope.ts";

// What workspaces keep about the user of the transaction, also those that they have left; for their export.

export interface OwnApiToken {
  readonly workspace: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export const listOwnApiTokens = async (tx: UserTx): Promise<readonly OwnApiToken[]> => tx.sql<OwnApiToken[]>`
  SELECT workspace, name, prefix, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
         last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
  FROM own_api_tokens()`;

export interface OwnInvitation {
  readonly workspace: string;
  readonly isSent: boolean;
  readonly isAccepted: boolean;
  readonly email: string | null;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Sent by the user, accepted by them, or sent to their confirmed address. */
export const listOwnInvitations = async (tx: UserTx): Promise<readonly OwnInvitation[]> => tx.sql<OwnInvitation[]>`
  SELECT workspace, is_sent AS "isSent", is_accepted AS "isAccepted", email, role, created_at AS "createdAt",
         expires_at AS "expiresAt", accepted_at AS "acceptedAt", revoked_at AS "revokedAt"
  FROM own_invitations()`;

export interface OwnConfigChange {
  readonly workspace: string;
  /** Done by the user; else done to their membership. */
  readonly isActor: boolean;
  readonly kind: string;
  readonly subject: string;
  readonly at: Date;
}

export const listOwnConfigChanges = async (tx: UserTx): Promise<readonly OwnConfigChange[]> =>
  tx.sql<OwnConfigChange[]>`SELECT workspace, is_actor AS "isActor", kind, subject, at FROM own_config_changes()`;

export interface OwnMembership {
  readonly workspace: string;
  readonly slug: string;
  readonly role: Role;
  readonly joinedAt: Date;
}

export const listOwnMemberships = async (tx: UserTx): Promise<readonly OwnMembership[]> => tx.sql<OwnMembership[]>`
  SELECT w.name AS workspace, w.slug, m.role, m.created_at AS "joinedAt"
  FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
  WHERE m.user_id = ${tx.userId} ORDER BY m.created_at DESC`;
