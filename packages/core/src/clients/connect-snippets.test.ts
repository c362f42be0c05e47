import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { connectSnippets, connectSnippetsCheckedOn } from "./connect-snippets.ts";
import type { ConnectClient, ConnectInput } from "./endpoint.ts";

const open: ConnectInput = { mcpUrl: "https://mcp.example.com/mcp/acme/wiki", name: "acme-wiki" };
const withBearer: ConnectInput = { ...open, bearer: 'fake\'token $(id) "x"' };

const of = (client: ConnectClient, input: ConnectInput) => {
  const found = connectSnippets(input).find((snippet) => snippet.client === client);
  if (!found) throw new Error(`No ${client}.`);
  return found;
};
const jsonOf = (client: ConnectClient, input: ConnectInput) =>
  JSON.parse(of(client, input).snippet?.text ?? "") as unknown;
/** What a real shell makes of the snippet's lines. */
const wordsOf = (client: ConnectClient, input: ConnectInput): readonly string[][] =>
  (of(client, input).snippet?.text ?? "").split("\n").map((line) =>
    execFileSync("/bin/sh", ["-c", `set -f; for word in ${line}; do printf '%s\\0' "$word"; done`], {
      encoding: "utf8",
    })
      .split("\0")
      .slice(0, -1),
  );
const authorization = `Bearer ${withBearer.bearer}`;

/** What VS Code reads out of the install link. */
const install = (input: ConnectInput) => {
  const [scheme, json] = (of("vscode", input).link?.href ?? "").split("?");
  return { scheme, config: JSON.parse(decodeURIComponent(json ?? "")) as unknown };
};
const broken = (input: ConnectInput) =>
  connectSnippets(input)
    .filter(({ works }) => !works)
    .map(({ client }) => client);

describe("connect snippets", () => {
  it("cover every known client and say when they were checked", () => {
    expect(connectSnippets(open).map(({ client }) => client)).toEqual([
      "claude",
      "claude-code",
      "cursor",
      "vscode",
      "chatgpt",
      "codex",
      "opencode",
      "mcporter",
      "any",
    ]);
    expect(connectSnippetsCheckedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { steps, snippet } of connectSnippets(open)) {
      expect(steps.length).toBeGreaterThan(0);
      expect(snippet?.text).toContain(open.mcpUrl);
    }
  });

  it("give Claude Code a command that a shell reads as meant", () => {
    expect(wordsOf("claude-code", open)).toEqual([
      ["claude", "mcp", "add", "--transport", "http", "acme-wiki", open.mcpUrl],
    ]);
    expect(wordsOf("claude-code", withBearer)[0]?.slice(-2)).toEqual(["--header", `Authorization: ${authorization}`]);
  });

  it("give Codex its two commands, the token by the environment alone", () => {
    expect(wordsOf("codex", open)).toEqual([
      ["codex", "mcp", "add", "acme-wiki", "--url", open.mcpUrl],
      ["codex", "mcp", "login", "acme-wiki"],
    ]);
    expect(wordsOf("codex", withBearer)).toEqual([
      ["export", `BREEZEWAY_TOKEN=${withBearer.bearer}`],
      ["codex", "mcp", "add", "acme-wiki", "--url", open.mcpUrl, "--bearer-token-env-var", "BREEZEWAY_TOKEN"],
    ]);
  });

  it("give mcporter one command, and leave to use http where that is so", () => {
    expect(wordsOf("mcporter", open)).toEqual([["npx", "mcporter", "list", open.mcpUrl]]);
    const local = { ...withBearer, mcpUrl: "http://127.0.0.1:4400/mcp/demo/wiki" };
    expect(wordsOf("mcporter", local)).toEqual([
      ["npx", "mcporter", "list", local.mcpUrl, "--header", `Authorization=${authorization}`, "--allow-http"],
    ]);
  });

  it("give Cursor a file and a deeplink that say the same", () => {
    for (const input of [open, withBearer]) {
      const server = { url: input.mcpUrl, ...(input.bearer && { headers: { Authorization: authorization } }) };
      expect(jsonOf("cursor", input)).toEqual({ mcpServers: { "acme-wiki": server } });
      const link = new URL(of("cursor", input).link?.href ?? "");
      expect(`${link.protocol}//${link.host}${link.pathname}`).toBe("cursor://anysphere.cursor-deeplink/mcp/install");
      expect(link.searchParams.get("name")).toBe("acme-wiki");
      expect(JSON.parse(Buffer.from(link.searchParams.get("config") ?? "", "base64").toString())).toEqual(server);
    }
  });

  it("give VS Code a file and a link that say the same and hold no token", () => {
    expect(jsonOf("vscode", open)).toEqual({ servers: { "acme-wiki": { type: "http", url: open.mcpUrl } } });
    expect(install(open)).toEqual({
      scheme: "vscode:mcp/install",
      config: { name: "acme-wiki", type: "http", url: open.mcpUrl },
    });
    const inputs = [
      { id: "acme-wiki-token", type: "promptString", description: "Token for acme-wiki", password: true },
    ];
    const headers = { Authorization: "Bearer ${input:acme-wiki-token}" };
    expect(jsonOf("vscode", withBearer)).toEqual({
      inputs,
      servers: { "acme-wiki": { type: "http", url: open.mcpUrl, headers } },
    });
    expect(install(withBearer).config).toEqual({ name: "acme-wiki", type: "http", url: open.mcpUrl, headers, inputs });
  });

  it("give opencode and any client their files", () => {
    const headers = { Authorization: authorization };
    expect(jsonOf("opencode", withBearer)).toMatchObject({
      mcp: { servers: { "acme-wiki": { type: "remote", url: open.mcpUrl, headers } } },
    });
    expect(jsonOf("any", withBearer)).toEqual({
      mcpServers: { "acme-wiki": { type: "http", url: open.mcpUrl, headers } },
    });
  });

  it("say which apps cannot reach a local endpoint or send a token", () => {
    expect(broken(open)).toEqual([]);
    expect(broken(withBearer)).toEqual(["claude", "chatgpt"]);
    for (const mcpUrl of [
      "http://127.0.0.1:4400/mcp/a/b",
      "https://localhost/mcp/a/b",
      "https://x.localhost/mcp",
      "https://[::1]/mcp",
    ])
      expect(broken({ ...open, mcpUrl }), mcpUrl).toEqual(["claude", "chatgpt"]);
  });

  it.each([
    ["Acme Wiki (prod)", "Acme-Wiki-prod"],
    ["'; rm -rf /; '", "rm--rf"],
    ["日本", "breezeway"],
    ["x".repeat(80), "x".repeat(40)],
  ])("call a server named %j %j", (name, called) =>
    expect(wordsOf("claude-code", { ...open, name })[0]?.[5]).toBe(called),
  );
});
