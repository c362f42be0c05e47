import type { RequestIdSchema } from "@modelcontextprotocol/core";
import type { z } from "zod";
import type { ErrorCode } from "./protocol.ts";

export type RequestId = z.infer<typeof RequestIdSchema>;

/** An HTTP answer with a JSON-RPC message, or nothing, as its body. */
export interface Reply {
  readonly status: number;
  /** `null`: no body. */
  readonly body: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export const accepted: Reply = { status: 202, body: null };

/** `result` is JSON text already. */
export const resultReply = (id: RequestId, result: string): Reply => ({
  status: 200,
  body: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`,
});

const envelopeTail = Buffer.from("}");

/** The same for a result kept as bytes: one copy, no encoding; none where the whole answer is kept. */
export const bytesReply = (id: RequestId, result: Buffer): Reply => ({
  status: 200,
  body: keptIds.has(id) ? keepAnswer(id, result) : wrapBytes(id, result),
});

// Clients number their requests from 0, so nearly every list is asked for under one of these ids.
const keptIds: ReadonlySet<RequestId> = new Set([0, 1, 2, 3]);
/** How many whole answers may stand beside one result, for who budgets memory. */
export const answersKeptPerResult = keptIds.size;
const keptAnswers = new WeakMap<Buffer, Map<RequestId, Buffer>>();

const keepAnswer = (id: RequestId, result: Buffer): Buffer => {
  const answers = keptAnswers.get(result) ?? new Map<RequestId, Buffer>();
  const answer = answers.get(id) ?? wrapBytes(id, result);
  keptAnswers.set(result, answers.set(id, answer));
  return answer;
};

const wrapBytes = (id: RequestId, result: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`), result, envelopeTail]);

export interface RpcError {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly data?: unknown;
}

export const errorReply = (id: RequestId | null, { status, code, message, data }: RpcError): Reply => ({
  status,
  body: JSON.stringify({ jsonrpc: "2.0", id, error: { code, message, ...(data !== undefined && { data }) } }),
});
