import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { versions } from "../install.ts";
import { type Run, run } from "../run.ts";
import type { Scene } from "../scene.ts";
import type { Subject } from "../subject.ts";

const runIn = async (
  scene: Scene,
  client: string,
  args: readonly string[],
  withBrowser = true,
  limitMs = 60_000,
): Promise<Run> => {
  const [command = "", ...rest] = args;
  const place = await scene.environment(client, withBrowser);
  // The inspector opens a browser without a terminal, and keeps tokens without a keychain, only where it is told to.
  const env = { ...place.env, MCP_AUTO_OPEN_ENABLED: "true", MCP_INSPECTOR_SECRET_STORE: "file" };
  return run(join(scene.bin, command), rest, { cwd: place.cwd, env, limitMs });
};

/** The stdio bridge, with a client of the earlier SDK on its near side. */
const overBridge = async (
  scene: Scene,
  withBrowser: boolean,
  use: (client: Client) => Promise<string>,
): Promise<Run> => {
  const { cwd, env } = await scene.environment("mcp-remote", withBrowser);
  const transport = new StdioClientTransport({
    command: join(scene.bin, "mcp-remote"),
    args: [scene.mcpUrl, "--allow-http"],
    cwd,
    env,
    stderr: "pipe",
  });
  const said: string[] = [];
  transport.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const client = new Client({ name: "clients", version: "1.0.0" });
  try {
    await client.connect(transport, { timeout: 30_000 });
    return { code: 0, output: await use(client) };
  } catch (error) {
    return { code: 1, output: `${said.join("")}\n${String(error)}` };
  } finally {
    await client.close();
  }
};

const names = async (client: Client): Promise<string> =>
  (await client.listTools()).tools.map((tool) => tool.name).join("\n");

export const mcpRemote: Subject = {
  name: "mcp-remote",
  version: versions["mcp-remote"],
  how: "as the stdio bridge of an SDK client",
  listed: /getSpaces/,
  signIn: (scene) => overBridge(scene, true, names),
  list: (scene, withBrowser = true) => overBridge(scene, withBrowser, names),
  call: (scene) =>
    overBridge(scene, true, async (client) =>
      JSON.stringify(await client.callTool({ name: scene.tool, arguments: {} })),
    ),
};

const inspect = (scene: Scene, args: readonly string[], withBrowser = true): Promise<Run> =>
  runIn(
    scene,
    "inspector",
    ["mcp-inspector", "--cli", scene.mcpUrl, "--transport", "http", ...args],
    withBrowser,
    45_000,
  );

export const inspector: Subject = {
  name: "MCP Inspector CLI",
  version: versions["@modelcontextprotocol/inspector"],
  how: "`mcp-inspector --cli URL --method …`",
  listed: /getSpaces/,
  signIn: (scene) => inspect(scene, ["--method", "tools/list"]),
  list: (scene, withBrowser = true) => inspect(scene, ["--method", "tools/list"], withBrowser),
  call: (scene) => inspect(scene, ["--method", "tools/call", "--tool-name", scene.tool]),
};

const withTarget = (scene: Scene, args: readonly string[]): string[] => [
  "mcporter",
  ...args,
  "--http-url",
  scene.mcpUrl,
  "--allow-http",
  "--name",
  "wiki",
];

export const mcporter: Subject = {
  name: "mcporter",
  version: versions.mcporter,
  how: "`mcporter auth`, `list`, `call`",
  listed: /getSpaces/,
  signIn: (scene) => runIn(scene, "mcporter", withTarget(scene, ["auth"])),
  list: (scene, withBrowser = true) => runIn(scene, "mcporter", withTarget(scene, ["list", "--brief"]), withBrowser),
  call: (scene) => runIn(scene, "mcporter", withTarget(scene, ["call", scene.tool])),
};
