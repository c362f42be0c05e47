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

/** The same for a result kept as bytes: one copy, no encoding. */
export const bytesReply = (id: RequestId, result: Buffer): Reply => ({
  status: 200,
  body: Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":`), result, envelopeTail]),
});

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
