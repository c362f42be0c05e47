import { authorizationHeaders, prettyJson } from "./endpoint.ts";
import type { ConnectInput, ConnectSnippet } from "./endpoint.ts";

/** https://cursor.com/docs/mcp/install-links */
export const cursor = (input: ConnectInput): ConnectSnippet => {
  const server = { url: input.mcpUrl, ...authorizationHeaders(input) };
  const query = new URLSearchParams({
    name: input.name,
    config: Buffer.from(JSON.stringify(server)).toString("base64"),
  });
  return {
    client: "cursor",
    label: "Cursor",
    works: true,
    steps: [
      "Use the link, or put the text into .cursor/mcp.json of a project or ~/.cursor/mcp.json for all projects.",
      input.bearer === undefined
        ? "Open Cursor's settings, Tools & MCP, and choose Connect to sign in."
        : "Keep the file out of version control: it holds your token.",
    ],
    snippet: { language: "json", file: ".cursor/mcp.json", text: prettyJson({ mcpServers: { [input.name]: server } }) },
    link: { label: "Add to Cursor", href: `cursor://anysphere.cursor-deeplink/mcp/install?${query.toString()}` },
  };
};

/** https://code.visualstudio.com/docs/agents/reference/mcp-configuration */
export const vsCode = (input: ConnectInput): ConnectSnippet => {
  const server = { type: "http", url: input.mcpUrl, ...promptedHeaders(input) };
  const inputs = input.bearer === undefined ? {} : { inputs: [tokenPrompt(input)] };
  const install = encodeURIComponent(JSON.stringify({ name: input.name, ...server, ...inputs }));
  return {
    client: "vscode",
    label: "VS Code",
    works: true,
    steps: [
      "Use the link, or put the text into .vscode/mcp.json of a workspace.",
      input.bearer === undefined
        ? "Start the server there; VS Code opens the browser to sign in."
        : "Start the server there; VS Code asks for your token once and keeps it out of the file.",
    ],
    snippet: {
      language: "json",
      file: ".vscode/mcp.json",
      text: prettyJson({ ...inputs, servers: { [input.name]: server } }),
    },
    link: { label: "Add to VS Code", href: `vscode:mcp/install?${install}` },
  };
};

const tokenId = ({ name }: ConnectInput): string => `${name}-token`;

const promptedHeaders = (input: ConnectInput) =>
  input.bearer === undefined ? {} : { headers: { Authorization: `Bearer \${input:${tokenId(input)}}` } };

const tokenPrompt = (input: ConnectInput) => ({
  id: tokenId(input),
  type: "promptString",
  description: `Token for ${input.name}`,
  password: true,
});
