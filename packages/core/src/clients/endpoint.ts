export interface ConnectInput {
  /** The endpoint, e.g. `https://mcp.example.com/mcp/acme/wiki`. */
  readonly mcpUrl: string;
  /** What clients shall call the server; characters that some client refuses become hyphens. */
  readonly name: string;
  /** Set where callers bring a token of their own or an access key. Shown as given: usually a placeholder. */
  readonly bearer?: string;
}

export type ConnectClient =
  | "claude"
  | "claude-code"
  | "cursor"
  | "vscode"
  | "chatgpt"
  | "codex"
  | "opencode"
  | "mcporter"
  | "any";

export interface ConnectSnippet {
  readonly client: ConnectClient;
  /** Name to show. */
  readonly label: string;
  /** False where this client cannot reach the endpoint or cannot send its bearer; the first step says why. */
  readonly works: boolean;
  /** What to do, in order, one sentence or two each. */
  readonly steps: readonly string[];
  /** Text to copy, and the file that it belongs in. */
  readonly snippet?: { readonly language: "shell" | "json" | "text"; readonly file?: string; readonly text: string };
  /** Opens or installs with one click. */
  readonly link?: { readonly label: string; readonly href: string };
}

const longestName = 40;

/** Letters, digits, hyphens and underscores: what every client takes as a server's name. */
export const endpointName = (name: string): string => {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return safe.slice(0, longestName) || "breezeway";
};

/** Clients that run in their maker's cloud reach public https addresses alone. */
export const isPublicEndpoint = ({ mcpUrl }: ConnectInput): boolean => {
  const url = URL.parse(mcpUrl);
  return url?.protocol === "https:" && !/^(?:localhost|127\.|\[::1\])|\.localhost$/.test(url.hostname);
};

export const authorizationHeaders = ({ bearer }: ConnectInput) =>
  bearer === undefined ? {} : { headers: { Authorization: `Bearer ${bearer}` } };

/** One POSIX shell word. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

export const prettyJson = (value: unknown): string => JSON.stringify(value, undefined, 2);
