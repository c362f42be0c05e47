import {
  Client as CurrentClient,
  StreamableHTTPClientTransport as CurrentTransport,
} from "@modelcontextprotocol/client";
import { Client as EarlierClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as EarlierTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export interface CalledTool {
  readonly isError: boolean;
  /** Text parts, one below the other. */
  readonly text: string;
  readonly structured: unknown;
  readonly meta: unknown;
}

/** What the journeys need of an MCP client, whichever SDK line it comes from. */
export interface McpClient {
  readonly line: string;
  listTools(): Promise<readonly ListedTool[]>;
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<CalledTool>;
  close(): Promise<void>;
}

export interface ConnectInput {
  readonly url: string;
  readonly token?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

const identity = { name: "breezeway-journeys", version: "1.0.0" };

const requestInit = ({ token, headers }: ConnectInput): RequestInit => ({
  headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
});

/** `@modelcontextprotocol/client`: negotiates the modern era, falls back to the legacy one. */
export const connectCurrentClient = async (input: ConnectInput): Promise<McpClient> => {
  const client = new CurrentClient(identity, { versionNegotiation: { mode: "auto" } });
  await client.connect(new CurrentTransport(new URL(input.url), { requestInit: requestInit(input) }));
  return {
    line: "@modelcontextprotocol/client",
    listTools: async () => collect(async (cursor) => client.listTools(cursor === undefined ? {} : { cursor })),
    callTool: async (name, args) => shape(await client.callTool({ name, arguments: { ...args } })),
    close: () => client.close(),
  };
};

/** `@modelcontextprotocol/sdk`: the maintenance line, legacy era. */
export const connectEarlierClient = async (input: ConnectInput): Promise<McpClient> => {
  const client = new EarlierClient(identity);
  await client.connect(new EarlierTransport(new URL(input.url), { requestInit: requestInit(input) }));
  return {
    line: "@modelcontextprotocol/sdk",
    listTools: async () => collect(async (cursor) => client.listTools(cursor === undefined ? {} : { cursor })),
    callTool: async (name, args) => shape(await client.callTool({ name, arguments: { ...args } })),
    close: () => client.close(),
  };
};

export const connectors = [connectCurrentClient, connectEarlierClient] as const;

interface ListPage {
  readonly tools: readonly ListedTool[];
  readonly nextCursor?: string | undefined;
}

const collect = async (list: (cursor: string | undefined) => Promise<ListPage>): Promise<readonly ListedTool[]> => {
  const tools: ListedTool[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    tools.push(...page.tools);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return tools;
};

const shape = (result: Readonly<Record<string, unknown>>): CalledTool => {
  const content = Array.isArray(result["content"]) ? (result["content"] as { type: string; text?: string }[]) : [];
  return {
    isError: result["isError"] === true,
    text: content.flatMap((part) => (part.type === "text" ? [part.text ?? ""] : [])).join("\n"),
    structured: result["structuredContent"],
    meta: result["_meta"],
  };
};
