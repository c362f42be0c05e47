import type { EmulatorUrls } from "./emulator-urls.ts";

/** An OAuth app registered at the emulated provider. Redirect URIs are compared character for character. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Set for a service account: the app may use `client_credentials`. */
  readonly serviceAccount?: boolean;
}

/** What the sign-in page does: show itself, or decide at once (for tests without a browser). */
export type ConsentMode = "ask" | "approve" | "deny";

export interface IssueTokenInput {
  /** Any text; a fresh random token otherwise. */
  readonly token?: string;
  readonly accountId?: string;
  readonly scopes?: readonly string[];
  /** Cloud ids the token reaches; the demo site by default. */
  readonly cloudIds?: readonly string[];
  /** May be negative: then the token has run out already. Default 3,600. */
  readonly expiresInSeconds?: number;
}

/** What goes wrong with a request that matches. */
export type FaultKind =
  | { readonly kind: "latency"; readonly delayMs: number }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The quota answer of the gateway: 429 with its headers. */
  | { readonly kind: "rate_limit"; readonly retryAfterSeconds?: number }
  | { readonly kind: "token_refused" }
  | { readonly kind: "scope_refused" }
  | { readonly kind: "hang" }
  /** Headers are sent, then nothing more. */
  | { readonly kind: "hang_after_headers" }
  | { readonly kind: "reset" }
  /** Half the declared body, then the connection closes. */
  | { readonly kind: "truncate" }
  /** `Content-Length` names more or fewer bytes than follow. */
  | { readonly kind: "wrong_length"; readonly declaredBytes: number }
  | { readonly kind: "endless" }
  /** A small gzip body that inflates to `inflatedBytes`. */
  | { readonly kind: "gzip_bomb"; readonly inflatedBytes?: number }
  | { readonly kind: "huge_headers"; readonly bytes?: number }
  | { readonly kind: "invalid_json" }
  | { readonly kind: "large_body"; readonly bytes: number }
  | { readonly kind: "set_cookie" }
  | { readonly kind: "redirect"; readonly location: string; readonly status?: 301 | 302 | 303 | 307 | 308 };

export interface FaultRule {
  readonly fault: FaultKind;
  readonly method?: string;
  /** Text that the path (with query) must contain; every request otherwise. */
  readonly pathIncludes?: string;
  /** Requests the rule applies to; unlimited otherwise. */
  readonly times?: number;
}

export type DocumentName = keyof EmulatorUrls["documents"];

export interface RecordedRequest {
  /** `main` or `media`. */
  readonly listener: "main" | "media";
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Name and value pairs as they came over the wire, order and case kept. */
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly atMs: number;
  /** Set when the client went away before the answer was complete. */
  readonly aborted: boolean;
}

/** The switches, in process. The same are served as JSON below `urls.control`. */
export interface EmulatorControls {
  /** Registers an app, or replaces the one with the same client id. */
  registerApp(app: OAuthApp): void;
  setConsent(mode: ConsentMode): void;
  /** Sites that the demo account sees: none, one or several, by cloud id. */
  setSites(cloudIds: readonly string[]): void;
  issueToken(input?: IssueTokenInput): string;
  revokeToken(token: string): void;
  /** Every access and refresh token that a token endpoint has given out: what must be found nowhere else. */
  issuedTokens(): readonly string[];
  /** Life of tokens issued from now on. */
  setTokenLifetime(input: {
    readonly accessSeconds?: number;
    readonly refreshLeewaySeconds?: number;
    readonly accessTokenBytes?: number;
  }): void;
  /** Returns a function that takes the rule away. */
  addFault(rule: FaultRule): () => void;
  clearFaults(): void;
  /** Latest requests, oldest first (bounded; requests to `control` excepted). */
  recordedRequests(): readonly RecordedRequest[];
  /** Bytes of each connection since it opened; only with `recordBytes`. */
  recordedBytes(): readonly Buffer[];
  clearRecordings(): void;
  /** Serves another document at one of the addresses, as when an API has changed; `undefined` brings ours back. */
  replaceDocument(name: DocumentName, document: object | undefined): void;
  /** Moves the emulator's clock forward. */
  advanceTime(ms: number): void;
  /** Content, apps, tokens, faults, recordings and clock as at the start. */
  reset(): void;
}

export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  readonly apps?: readonly OAuthApp[];
  /** Keeps the raw bytes of every connection (for tests of header injection). */
  readonly recordBytes?: boolean;
}

export interface Emulator extends EmulatorControls {
  /** Base URL, e.g. `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly urls: EmulatorUrls;
  /** Origin that downloads redirect to; refuses any request that carries `Authorization`. */
  readonly mediaUrl: string;
  close(): Promise<void>;
}
