import { Pool } from "undici";

export interface CallRequest {
  readonly path: string;
  readonly tool: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
}

export interface Outcome {
  readonly status: number;
  readonly ms: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

export interface Caller {
  call(request: CallRequest): Promise<Outcome>;
  close(): Promise<void>;
}

/** `tools/call` over kept connections, with little work of its own. */
export const createCaller = (origin: string, connections = 64): Caller => {
  const pool = new Pool(origin, { connections, headersTimeout: 120_000, bodyTimeout: 120_000 });
  return {
    call: async (request) => {
      const startedAt = performance.now();
      const { statusCode, headers, body } = await pool.request({
        method: "POST",
        path: request.path,
        headers: headersOf(request),
        body: messageOf(request),
      });
      const text = await body.text();
      const retryAfter = headers["retry-after"];
      return {
        status: statusCode,
        ms: performance.now() - startedAt,
        text,
        retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
      };
    },
    close: () => pool.destroy(),
  };
};

export const headersOf = ({ tool, token }: CallRequest): Record<string, string> => ({
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  "mcp-protocol-version": "2026-07-28",
  "mcp-method": "tools/call",
  "mcp-name": tool,
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

export const messageOf = ({ tool, args }: CallRequest): string =>
  JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: {
      name: tool,
      arguments: args ?? {},
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { name: "assurance", version: "1.0.0" },
      },
    },
  });

/** Whether a call ended with a result that is no error. */
export const isGood = ({ status, text }: Outcome): boolean => status === 200 && text.includes('"isError":false');

export interface Load {
  readonly outcomes: readonly Outcome[];
  /** Calls that failed below HTTP. */
  readonly broken: readonly string[];
  readonly seconds: number;
  /** How many of the outcomes, which stand in the order of their answers, came within that time. */
  readonly inTime: number;
}

/** Closed loop: so many callers, each sending its next call when the last is answered. */
export const runClosedLoop = async (input: {
  readonly caller: Caller;
  readonly callers: number;
  readonly durationMs: number;
  readonly next: (index: number) => CallRequest;
}): Promise<Load> => {
  const outcomes: Outcome[] = [];
  const broken: string[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + input.durationMs;
  let index = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < endsAt) await attempt(input.caller, input.next(index++), { outcomes, broken });
  };
  await Promise.all(Array.from({ length: input.callers }, loop));
  return { outcomes, broken, seconds: (performance.now() - startedAt) / 1_000, inTime: outcomes.length };
};

/** Open loop: calls at a rate, whether earlier ones are answered or not. */
export const runOpenLoop = async (input: {
  readonly caller: Caller;
  readonly perSecond: number;
  readonly durationMs: number;
  readonly next: (index: number) => CallRequest;
}): Promise<Load> => {
  const outcomes: Outcome[] = [];
  const broken: string[] = [];
  const startedAt = performance.now();
  const running = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() - startedAt < input.durationMs) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * input.perSecond);
    for (; sent < due; sent += 1) {
      const call = attempt(input.caller, input.next(sent), { outcomes, broken }).finally(() => running.delete(call));
      running.add(call);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const inTime = outcomes.length;
  await Promise.all(running);
  return { outcomes, broken, seconds, inTime };
};

const attempt = async (
  caller: Caller,
  request: CallRequest,
  into: { readonly outcomes: Outcome[]; readonly broken: string[] },
): Promise<void> => {
  try {
    into.outcomes.push(await caller.call(request));
  } catch (error) {
    into.broken.push(error instanceof Error ? error.message : String(error));
  }
};

export const percentile = (outcomes: readonly Outcome[], share: number): number => {
  const sorted = outcomes.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** One line of figures, printed so that a run can be reported. */
export const tell = (what: string, figures: Readonly<Record<string, number | string>>): void => {
  const parts = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === "number" ? round(value) : value}`,
  );
  process.stdout.write(`    ${what}: ${parts.join(", ")}\n`);
};

const round = (value: number): number => Math.round(value * 100) / 100;
