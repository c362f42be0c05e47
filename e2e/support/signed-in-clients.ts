import {
  Client as CurrentClient,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport as CurrentTransport,
  UnauthorizedError as CurrentUnauthorized,
} from "@modelcontextprotocol/client";
import { UnauthorizedError as EarlierUnauthorized } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client as EarlierClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as EarlierTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Decisions, Person } from "./person.ts";

export const redirectUrl = "http://127.0.0.1:8914/callback";

/** What a client keeps of one sign-in, in memory. */
export class ClientMemory {
  readonly redirectUrl = redirectUrl;
  readonly clientMetadata = {
    client_name: "Journey client",
    redirect_uris: [redirectUrl],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  authorizationUrl = "";
  client: StoredOAuthClientInformation | undefined;
  kept: StoredOAuthTokens | undefined;
  #verifier = "";

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.client;
  }
  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.client = client;
  }
  tokens(): StoredOAuthTokens | undefined {
    return this.kept;
  }
  saveTokens(tokens: StoredOAuthTokens): void {
    this.kept = tokens;
  }
  redirectToAuthorization(url: URL): void {
    this.authorizationUrl = url.toString();
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
}

export interface SignIn {
  readonly url: string;
  readonly person: Person;
  readonly decisions: Decisions;
  readonly memory: ClientMemory;
}

export interface SignedInClient {
  listTools(): Promise<readonly string[]>;
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<{ isError: boolean; text: string }>;
  close(): Promise<void>;
}

const identity = { name: "breezeway-journeys", version: "1.0.0" };

/** Connects; where the server asks for a sign-in, the person goes through it once. */
export const signInCurrentClient = async ({ url, person, decisions, memory }: SignIn): Promise<SignedInClient> => {
  const provider: OAuthClientProvider = memory;
  const client = new CurrentClient(identity, { versionNegotiation: { mode: "auto" } });
  const transport = new CurrentTransport(new URL(url), { authProvider: provider });
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof CurrentUnauthorized)) throw error;
    const back = await person.follow(memory.authorizationUrl, redirectUrl, decisions);
    await transport.finishAuth(back.searchParams);
    await client.connect(new CurrentTransport(new URL(url), { authProvider: provider }));
  }
  return {
    listTools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    callTool: async (name, args) => shape(await client.callTool({ name, arguments: { ...args } })),
    close: () => client.close(),
  };
};

export const signInEarlierClient = async ({ url, person, decisions, memory }: SignIn): Promise<SignedInClient> => {
  const provider = memory;
  const transport = new EarlierTransport(new URL(url), { authProvider: provider });
  let client = new EarlierClient(identity);
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof EarlierUnauthorized)) throw error;
    const back = await person.follow(memory.authorizationUrl, redirectUrl, decisions);
    const refused = back.searchParams.get("error");
    if (refused !== null) throw new Error(refused, { cause: error });
    await transport.finishAuth(back.searchParams.get("code") ?? "");
    client = new EarlierClient(identity);
    await client.connect(new EarlierTransport(new URL(url), { authProvider: provider }));
  }
  return {
    listTools: async () => (await client.listTools()).tools.map((tool) => tool.name),
    callTool: async (name, args) => shape(await client.callTool({ name, arguments: { ...args } })),
    close: () => client.close(),
  };
};

const shape = (result: Readonly<Record<string, unknown>>): { isError: boolean; text: string } => {
  const content = Array.isArray(result["content"]) ? (result["content"] as { text?: string }[]) : [];
  return { isError: result["isError"] === true, text: content.map((part) => part.text ?? "").join("\n") };
};
