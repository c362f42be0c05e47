export interface ReadyInput {
  readonly dashboardUrl: string;
  readonly dataDir: string;
  readonly email?: string;
  readonly password?: string;
  readonly mcpUrl?: string;
  readonly token?: string;
  /** The same API behind a sign-in. */
  readonly signInMcpUrl?: string;
}

/** What `start` ends with: where to click and what to paste. */
export const readyText = ({
  dashboardUrl,
  dataDir,
  email,
  password,
  mcpUrl,
  token,
  signInMcpUrl,
}: ReadyInput): string => {
  const lines = ["", `  Dashboard     ${dashboardUrl}`];
  if (email && password) lines.push(`  Sign in       ${email}`, `  Password      ${password}`);
  if (mcpUrl && token)
    lines.push("", `  MCP server    ${mcpUrl}`, `  Bearer token  ${token}`, "", ...snippets(mcpUrl, token));
  if (signInMcpUrl)
    lines.push(
      "",
      "  The same wiki with a sign-in instead of a token",
      `    claude mcp add --transport http wiki-sign-in ${signInMcpUrl}`,
    );
  return [...lines, "", `  Data and log are in ${dataDir}. Ctrl-C stops everything.`, "", ""].join("\n");
};

const snippets = (mcpUrl: string, token: string): string[] => [
  "  Claude Code",
  `    claude mcp add --transport http wiki ${mcpUrl} --header "Authorization: Bearer ${token}"`,
  "",
  "  Cursor (.cursor/mcp.json)",
  `    ${JSON.stringify({ mcpServers: { wiki: { url: mcpUrl, headers: { Authorization: `Bearer ${token}` } } } })}`,
  "",
  "  mcporter",
  `    npx mcporter call ${mcpUrl}.searchByCQL cql='text ~ "runbook"' --allow-http --header "Authorization=Bearer ${token}"`,
];
