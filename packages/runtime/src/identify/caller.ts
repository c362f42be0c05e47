import type { AccessKeyId, ConnectionHash, KeyPlacement, Secret } from "@breezeway/core";

/** A credential as the upstream request carries it. */
export type UpstreamCredential =
  | { readonly type: "bearer"; readonly token: Secret }
  /** `user:password`, not yet encoded. */
  | { readonly type: "basic"; readonly pair: Secret }
  | { readonly type: "api_key"; readonly placement: KeyPlacement; readonly value: Secret };

/** What this caller may use of the server; the server's own policy holds besides. */
export interface CallerLimits {
  /** Only tools whose `readOnlyHint` is true. */
  readonly readOnly: boolean;
  /** Names of the only tools that may be used; absent means all that the server offers. */
  readonly tools?: ReadonlySet<string>;
}

export interface CallerClient {
  readonly name?: string;
  readonly version?: string;
}

/** Who calls, and with what: one shape for every credential mode. Lives for one request; never logged, never cached. */
export interface Caller {
  /** How the caller came in. */
  readonly kind: "grant" | "bearer" | "access_key" | "public" | "draft";
  readonly connectionHash: ConnectionHash;
  /** The end user's own credential; `null` where the owner's shared credential (or none) is used. */
  readonly credential: UpstreamCredential | null;
  readonly limits: CallerLimits;
  /** Values for base-URL variables that come from the grant, e.g. `cloudId`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Scopes that the upstream granted, where they are known. */
  readonly scopes?: ReadonlySet<string>;
  readonly accessKeyId?: AccessKeyId;
  /** The client as it registered; the one that `_meta` or `initialize` names is the runtime's to read. */
  readonly client?: CallerClient;
  /** Epoch milliseconds after which what was presented is no longer good. */
  readonly expiresAtMs?: number;
}

/** Why a request is not let in, ready for the `WWW-Authenticate` header. */
export interface Challenge {
  readonly status: 401 | 403;
  /** Absent when no token came: https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
  readonly error?: "invalid_token" | "insufficient_scope";
  readonly description?: string;
  /** Space-separated scopes to ask for. */
  readonly scope?: string;
  /** URL of the protected resource metadata; only where the façade serves the mode. */
  readonly resourceMetadata?: string;
}

export type Identified =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly challenge: Challenge };
