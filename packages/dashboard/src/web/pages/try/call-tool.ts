import type { JsonObject } from "@breezeway/core";
import type { RouteOutput } from "../../../server/api/routes.ts";

const protocolVersion = "2026-07-28";

export type DraftTicket = Pick<RouteOutput<"tryDraft">["ticket"], "header" | "value">;

/** Stands in the shown request for the ticket that each trial gets anew. */
export const comingTicket: DraftTicket = { header: "breezeway-draft-ticket", value: "" };

export interface ToolCall {
  mcpUrl: string;
  tool: string;
  arguments: JsonObject;
  /** Held in this page's memory and nowhere else. */
  token: string;
  /** The API takes a user name and password: the token is `name:password`. */
  isPair?: boolean;
  /** Opens the draft's address for a minute. */
  ticket?: DraftTicket | undefined;
}

export interface CallAnswer {
  status: number;
  durationMs: number;
  headers: readonly (readonly [name: string, value: string])[];
  body: unknown;
}

/** https://www.rfc-editor.org/rfc/rfc7617#section-2 */
const authorizationOf = ({ token, isPair }: ToolCall): string =>
  isPair ? `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(token)))}` : `Bearer ${token}`;

/** The request as it goes out. https://modelcontextprotocol.io/specification/2026-07-28/basic/transports */
export const toRequest = (call: ToolCall): { url: string; headers: Record<string, string>; body: JsonObject } => ({
  url: call.mcpUrl,
  headers: {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": protocolVersion,
    "mcp-method": "tools/call",
    "mcp-name": call.tool,
    ...(call.token !== "" && { authorization: authorizationOf(call) }),
    ...(call.ticket !== undefined && { [call.ticket.header]: call.ticket.value }),
  },
  body: {
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: {
      name: call.tool,
      arguments: call.arguments,
      _meta: {
        "io.modelcontextprotocol/protocolVersion": protocolVersion,
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { name: "breezeway-dashboard", version: "1" },
      },
    },
  },
});

/** The same for showing, with the credential masked. */
export const showRequest = (call: ToolCall): string => {
  const { url, headers, body } = toRequest(call);
  const lines = Object.entries(headers).map(([name, value]) => {
    if (name === "authorization") return `${name}: ${value.split(" ")[0]} ••••••••`;
    return `${name}: ${name === call.ticket?.header ? "••••••••" : value}`;
  });
  return [`POST ${url}`, ...lines, "", JSON.stringify(body, null, 2)].join("\n");
};

export const callTool = async (call: ToolCall, signal: AbortSignal): Promise<CallAnswer> => {
  const { url, headers, body } = toRequest(call);
  const startedAt = performance.now();
  const answer = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    signal,
    credentials: "omit",
    cache: "no-store",
  });
  const text = await answer.text();
  return {
    status: answer.status,
    durationMs: performance.now() - startedAt,
    headers: [...answer.headers],
    body: parse(text),
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};
