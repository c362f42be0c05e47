import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import type { Deadline } from "./deadline.ts";
import type { EgressStage } from "./exchange.ts";
import { endFailure, failure, tooLarge } from "./failure.ts";
import type { Headers } from "./request-headers.ts";
import type { Target } from "./target.ts";

export interface Hop {
  readonly target: Target;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array | null;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As received: perhaps still compressed. */
  readonly body: Buffer;
}

export interface SendOnce {
  readonly pool: Pool;
  readonly hop: Hop;
  readonly maxBytes: number;
  readonly deadline: Deadline;
}

/** One request, one answer, read whole. Nothing of it outlives the deadline. */
export const sendOnce = ({ pool, hop, maxBytes, deadline }: SendOnce): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const exchange = new Exchange({ host: hop.target.host, isHead: hop.method === "HEAD", maxBytes, resolve, reject });
    deadline.onEnd((end) => exchange.cancel((stage) => endFailure(end, { host: hop.target.host, stage })));
    if (exchange.isSettled) return;
    try {
      pool.dispatch(
        {
          path: hop.target.path,
          method: hop.method,
          headers: hop.headers as Record<string, string>,
          body: hop.body,
        },
        exchange,
      );
    } catch (error) {
      exchange.fail(error);
    }
  });

interface ExchangeOptions {
  readonly host: string;
  readonly isHead: boolean;
  readonly maxBytes: number;
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Collects an answer straight from the parser: a stream between would double the cost of a call. */
class Exchange implements Dispatcher.DispatchHandler {
  isSettled = false;
  readonly #options: ExchangeOptions;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /** Ends the exchange, whether it waits for a connection, has been sent or is being answered. */
  cancel(reasonAt: (stage: EgressStage) => unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#chunks = [];
    this.#options.reject(reasonAt(this.#stage()));
    this.#controller?.abort(new Error("The exchange was cancelled."));
  }

  fail(error: unknown): void {
    this.cancel((stage) => failure(error, { host: this.#options.host, stage }));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown before a byte is written, this gives the connection back unharmed; an abort would destroy it.
    if (this.isSettled) throw new Error("The exchange was over before a connection was free.");
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const announced = Number(headers["content-length"] ?? 0);
    if (announced > this.#options.maxBytes && !this.#options.isHead) this.#refuseSize();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isSettled) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#options.maxBytes) this.#refuseSize();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.isSettled) return;
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.isSettled = true;
    this.#chunks = [];
    this.#options.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  #refuseSize(): void {
    this.cancel(() => tooLarge(this.#options.host, this.#options.maxBytes));
  }

  #stage(): EgressStage {
    return this.#controller === undefined ? "connecting" : "sent";
  }
}
