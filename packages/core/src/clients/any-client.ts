import { authorizationHeaders, prettyJson } from "./endpoint.ts";
import type { ConnectInput, ConnectSnippet } from "./endpoint.ts";

/** The form that most clients have in common. */
export const anyClient = (input: ConnectInput): ConnectSnippet => ({
  client: "any",
  label: "Any other client",
  works: true,
  steps: [
    "Add a remote server with the transport Streamable HTTP (often called http) and the address below.",
    input.bearer === undefined
      ? "The client finds out by itself how to sign in, and opens your browser for it."
      : "Send the token as the header Authorization with every request.",
  ],
  snippet: {
    language: "json",
    text: prettyJson({
      mcpServers: { [input.name]: { type: "http", url: input.mcpUrl, ...authorizationHeaders(input) } },
    }),
  },
});
