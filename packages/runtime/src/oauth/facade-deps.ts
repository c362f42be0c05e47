import type {
  Clock,
  ConnectionHash,
  ConnectionHasher,
  Egress,
  Keyring,
  Logger,
  ProviderAccess,
  ProviderId,
  ServerId,
  WorkspaceId,
} from "@breezeway/core";
import type { Context } from "hono";
import type { RateLimiter } from "../admit/rate-limiter.ts";
import type { ProtectedServer } from "../identify/protected-server.ts";
import type { FetchClientDocument } from "./client/fetch-client-document.ts";

/** Hashes of values that were used, shared by all replicas. Throws `unavailable` where that cannot be known. */
export interface SpentValues {
  /** Marks a value used; says how long ago it was first used, undefined where this is the first time. */
  readonly spend: (hash: Buffer, expiresAtMs: number) => Promise<number | undefined>;
  /** Takes a mark back, where what it was used for did not happen. */
  readonly unspend: (hash: Buffer) => Promise<void>;
}

export interface RevokedConnection {
  readonly workspaceId: WorkspaceId;
  readonly serverId: ServerId;
  readonly connectionHash: ConnectionHash;
  /** From then on no token of the connection can be alive, and the entry may go. */
  readonly deniedUntilMs: number;
}

export interface NewConnection {
  readonly serverId: ServerId;
  readonly connectionHash: ConnectionHash;
  readonly clientName: string;
  readonly readOnly: boolean;
  readonly seenAtMs: number;
}

/** What the façade reads and writes; one implementation over Postgres, others in tests. */
export interface FacadeStores {
  /** Undefined where there is no such published server. */
  readonly findServer: (slugs: {
    readonly workspaceSlug: string;
    readonly serverSlug: string;
  }) => Promise<ProtectedServer | undefined>;
  readonly loadProvider: (input: {
    readonly workspaceId: WorkspaceId;
    readonly providerId: ProviderId;
  }) => Promise<ProviderAccess | undefined>;
  /** Notes for the owner that the provider refused its client id, secret or callback URL. */
  readonly reportRefusedProvider: (input: {
    readonly workspaceId: WorkspaceId;
    readonly providerId: ProviderId;
  }) => Promise<void>;
  readonly spent: SpentValues;
  readonly revokeConnection: (revoked: RevokedConnection) => Promise<void>;
  /** Shows a new connection to the owner before its first call. */
  readonly recordConnection: (connection: NewConnection) => Promise<void>;
}

export interface FacadeDeps extends FacadeStores {
  /** Origin of the data plane; no path, no trailing slash. */
  readonly publicUrl: string;
  /** Origin of the control plane, which may start connection tests. */
  readonly dashboardUrl: string;
  readonly environment: "development" | "production";
  readonly keyring: Keyring;
  /** Made by `createClientKeyring`. */
  readonly clientKeyring: Keyring;
  readonly hashConnection: ConnectionHasher;
  readonly egress: Egress;
  readonly log: Logger;
  readonly clock: Clock;
  readonly limiter: Pick<RateLimiter, "take">;
  /** Who really calls, proxies that are trusted left out. */
  readonly addressOf: (c: Context) => string | undefined;
}

/** What the parts of the façade work with. */
export interface FacadeContext extends FacadeDeps {
  readonly fetchDocument: FetchClientDocument;
  /** Plain http is for development on a loopback address alone. */
  readonly isSecure: boolean;
}
