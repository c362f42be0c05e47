import { authorizationHeaders, prettyJson, shellWord } from "./endpoint.ts";
import type { ConnectInput, ConnectSnippet } from "./endpoint.ts";

const tokenVariable = "BREEZEWAY_TOKEN";

/** https://code.claude.com/docs/en/mcp */
export const claudeCode = ({ mcpUrl, name, bearer }: ConnectInput): ConnectSnippet => {
  const header = bearer === undefined ? [] : ["--header", `Authorization: Bearer ${bearer}`];
  return {
    client: "claude-code",
    label: "Claude Code",
    works: true,
    steps: [
      "Run the command in your project; --scope user makes the server available in all projects.",
      bearer === undefined
        ? "In a session, type /mcp and choose the server to sign in."
        : "In a session, /mcp shows the server.",
    ],
    snippet: shell(["claude", "mcp", "add", "--transport", "http", name, mcpUrl, ...header]),
  };
};

/** https://developers.openai.com/codex/mcp: a bearer is read from the environment, never from the file. */
export const codex = ({ mcpUrl, name, bearer }: ConnectInput): ConnectSnippet => {
  const add = ["codex", "mcp", "add", name, "--url", mcpUrl];
  return {
    client: "codex",
    label: "Codex",
    works: true,
    steps:
      bearer === undefined
        ? ["Run both commands; the second opens the browser to sign in."]
        : [`Run both commands. Codex reads ${tokenVariable} each time it starts.`],
    snippet:
      bearer === undefined
        ? shell(add, ["codex", "mcp", "login", name])
        : shell(["export", `${tokenVariable}=${bearer}`], [...add, "--bearer-token-env-var", tokenVariable]),
  };
};

/** https://github.com/openclaw/mcporter/blob/main/docs/adhoc.md */
export const mcporter = ({ mcpUrl, bearer }: ConnectInput): ConnectSnippet => ({
  client: "mcporter",
  label: "mcporter",
  works: true,
  steps: ["Run the command: it lists the tools, without any configuration."],
  snippet: shell([
    "npx",
    "mcporter",
    "list",
    mcpUrl,
    ...(bearer === undefined ? [] : ["--header", `Authorization=Bearer ${bearer}`]),
    ...(mcpUrl.startsWith("http:") ? ["--allow-http"] : []),
  ]),
});

/** https://opencode.ai/v2/docs/mcp-servers */
export const openCode = (input: ConnectInput): ConnectSnippet => {
  const server = { type: "remote", url: input.mcpUrl, ...authorizationHeaders(input) };
  const config = { $schema: "https://opencode.ai/config.json", mcp: { servers: { [input.name]: server } } };
  return {
    client: "opencode",
    label: "opencode",
    works: true,
    steps: [
      "Put the text into opencode.json of a project; version 1 wants the server directly under mcp.",
      input.bearer === undefined
        ? `Run opencode mcp auth ${input.name} to sign in.`
        : "Keep the file out of version control: it holds your token.",
    ],
    snippet: { language: "json", file: "opencode.json", text: prettyJson(config) },
  };
};

const shell = (...commands: readonly (readonly string[])[]) => ({
  language: "shell" as const,
  text: commands.map((words) => words.map(shellWord).join(" ")).join("\n"),
});
