import { isPublicEndpoint } from "./endpoint.ts";
import type { ConnectInput, ConnectSnippet } from "./endpoint.ts";

/** https://support.claude.com/en/articles/11175166-getting-started-with-custom-connectors-using-remote-mcp */
export const claude = (input: ConnectInput): ConnectSnippet => ({
  client: "claude",
  label: "Claude",
  ...cloudSteps(input, [
    "In Claude, open Customize, then Connectors. In a team, an owner of the organization adds the connector first.",
    "Choose Add custom connector, paste the address below, and choose Add.",
    "Choose Connect next to it and sign in.",
  ]),
  snippet: { language: "text", text: input.mcpUrl },
  link: { label: "Open Claude's connectors", href: "https://claude.ai/settings/connectors" },
});

/** https://help.openai.com/en/articles/12584461-developer-mode-and-mcp-apps-in-chatgpt */
export const chatGpt = (input: ConnectInput): ConnectSnippet => ({
  client: "chatgpt",
  label: "ChatGPT",
  ...cloudSteps(input, [
    "In ChatGPT on the web, open Settings, then Apps, then Advanced settings, and turn on Developer mode.",
    "Back under Apps, choose Create app, paste the address below as MCP server URL, and leave authentication at OAuth.",
    "Choose Create and sign in.",
  ]),
  snippet: { language: "text", text: input.mcpUrl },
  link: { label: "Open ChatGPT", href: "https://chatgpt.com/" },
});

/** These apps connect from their maker's cloud and know OAuth only. */
const cloudSteps = (input: ConnectInput, steps: readonly string[]): Pick<ConnectSnippet, "works" | "steps"> => {
  if (!isPublicEndpoint(input))
    return { works: false, steps: ["This app connects from its maker's cloud: it needs a public https address."] };
  if (input.bearer !== undefined)
    return { works: false, steps: ["This app signs in by OAuth; it has no field for a token of your own."] };
  return { works: true, steps };
};
