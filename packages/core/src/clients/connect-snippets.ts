export interface ConnectInput {
  /** The endpoint, e.g. `https://mcp.example.com/mcp/acme/wiki`. */
  readonly mcpUrl: string;
  /** What clients call the server: letters, digits, `-` and `_`. Other characters are replaced. */
  readonly name: string;
  /** Set where the caller brings a token of their own or an access key; it is shown as given (often a placeholder). */
  readonly bearer?: string;
}

export type ConnectClient =
  | "claude"
  | "claude-code"
  | "cursor"
  | "vscode"
  | "chatgpt"
  | "codex"
  | "mcporter"
  | "opencode"
  | "any";

export interface ConnectSnippet {
  readonly client: ConnectClient;
  /** Name to show. */
  readonly label: string;
  /** What to do, in order, as plain sentences. */
  readonly steps: readonly string[];
  /** Text to copy. */
  readonly snippet?: {
    readonly language: "shell" | "json" | "toml" | "text";
    readonly file?: string;
    readonly text: string;
  };
  /** A link that installs with one click. */
  readonly link?: { readonly label: string; readonly href: string };
  /** False where this client cannot send the bearer that the server needs. */
  readonly works: boolean;
}

/** Day on which the client formats below were last compared with their makers' documentation. */
export const connectSnippetsCheckedOn = "2026-11-20";

/** How to connect each known client to one endpoint. Pure. */
export const connectSnippets = (_input: ConnectInput): readonly ConnectSnippet[] => {
  throw new Error("not built yet");
};
