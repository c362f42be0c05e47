import type { IncomingHttpHeaders } from "node:http";
import type { ServiceErrorCode } from "../errors/service-error.ts";
import { ServiceError } from "../errors/service-error.ts";

export interface FollowRedirects {
  /** Most hops followed; each is checked like the first, never from https to http. */
  readonly max: number;
}

export interface EgressRequest {
  readonly method: string;
  readonly url: string | URL;
  /** Lower-case names. Host, length and hop-by-hop headers are refused: the connection sets its own. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole exchange: look-up, connection, redirects and the last byte. */
  readonly deadlineMs: number;
  /** Most bytes of body, counted both as received and after decompression. */
  readonly maxResponseBytes: number;
  readonly signal?: AbortSignal;
  /** Default `none`: a redirect is an answer like any other. */
  readonly redirect?: "none" | FollowRedirects;
}

export interface EgressResponse {
  readonly status: number;
  /** Lower-case names; a header sent several times is a list. */
  readonly headers: IncomingHttpHeaders;
  /** Decompressed; empty for HEAD, 204 and 304. */
  readonly body: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** Bytes of body as received, before decompression. */
  readonly bytesReceived: number;
}

/** How far the exchange got: only from `sent` on can the upstream have acted on the request. */
export type EgressStage = "refused" | "connecting" | "sent";

/** Every failure of an outbound request; the code is one of the four that egress uses. */
export class EgressError extends ServiceError {
  readonly stage: EgressStage;

  constructor(
    code: Extract<ServiceErrorCode, "egress_refused" | "deadline_exceeded" | "too_large" | "upstream_failed">,
    options: { readonly message: string; readonly stage: EgressStage; readonly cause?: unknown },
  ) {
    super(code, options);
    this.stage = options.stage;
  }
}
