import type { Keyring } from "../keyring/keyring.ts";
import type { LogLevel } from "../log/fields.ts";
import type { Secret } from "../secret/secret.ts";

/** Everything a deployment decides, read once at start. */
export interface Config {
  readonly environment: "development" | "production";
  readonly host: string;
  readonly port: number;
  /** Origin of the data plane; no path, no trailing slash. */
  readonly publicUrl: string;
  /** Origin of the control plane; no path, no trailing slash. */
  readonly dashboardUrl: string;
  readonly dataDir: string;
  /** Absent: Breezeway starts a private cluster in the data directory. */
  readonly databaseUrl?: Secret;
  readonly migrateDatabaseUrl?: Secret;
  readonly keyring: Keyring;
  readonly connectionHashKey: Secret;
  readonly auditMode: "relaxed" | "strict";
  /** How long a data plane serves without hearing from Postgres. */
  readonly maxStaleMs: number;
  readonly redisUrl?: Secret;
  readonly egress: {
    readonly allowHttp: boolean;
    readonly allowedPrivateNetworks: readonly string[];
    /** PEM texts read from `EXTRA_CA_FILE`. */
    readonly extraCas: readonly string[];
  };
  readonly extraCaFile?: string;
  readonly smtp?: { readonly url: Secret; readonly from: string };
  readonly metricsToken?: Secret;
  /** CIDR ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Large request bodies in memory at once, in one data plane. */
  readonly maxHeldBodyBytes: number;
  /** Refused requests of one address before it is held off. */
  readonly maxRefusalsPerMinute: number;
  readonly logLevel: LogLevel;
  /** Whom users write to: an e-mail address or URL. */
  readonly contact?: string;
  /** JSON text of the providers that the operator configured for all workspaces. */
  readonly operatorProviders?: Secret;
}
