import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { versions } from "../install.ts";
import { type Run, run, runInTerminal } from "../run.ts";
import type { Scene } from "../scene.ts";
import type { Subject } from "../subject.ts";

const runIn = async (
  scene: Scene,
  client: string,
  args: readonly string[],
  options: {
    readonly withBrowser?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly limitMs?: number;
    readonly terminal?: boolean;
  } = {},
): Promise<Run> => {
  const [command = "", ...rest] = args;
  const { cwd, env } = await scene.environment(client, options.withBrowser ?? true);
  return (options.terminal === true ? runInTerminal : run)(join(scene.bin, command), rest, {
    cwd,
    env: { ...env, ...options.env },
    limitMs: options.limitMs ?? 60_000,
  });
};

const prompt = "List the spaces of the wiki.";

const claude = (scene: Scene, args: readonly string[], withBrowser = true, terminal = false): Promise<Run> =>
  runIn(scene, "claude-code", ["claude", ...args], {
    withBrowser,
    terminal,
    limitMs: 90_000,
    env: {
      ANTHROPIC_BASE_URL: scene.model.url,
      ANTHROPIC_API_KEY: "scripted-model-not-a-secret",
      DISABLE_AUTOUPDATER: "1",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      ENABLE_TOOL_SEARCH: "false",
    },
  });

export const claudeCode: Subject = {
  name: "Claude Code",
  version: versions["@anthropic-ai/claude-code"],
  how: "`claude mcp add`, `login`, `list`; `claude -p` with a scripted model",
  listed: /wiki.*Connected/,
  bringsDocument: true,
  signIn: async (scene) => {
    const added = await claude(scene, ["mcp", "add", "--transport", "http", "wiki", scene.mcpUrl]);
    const login = await claude(scene, ["mcp", "login", "wiki"], true, true);
    return { code: login.code, output: `${added.output}\n${login.output}` };
  },
  list: (scene, withBrowser) => claude(scene, ["mcp", "list"], withBrowser),
  call: (scene) => claude(scene, ["-p", prompt, "--allowedTools", `mcp__wiki__${scene.tool}`]),
};

const codexArgs = (scene: Scene): string[] =>
  [
    'model="scripted"',
    'model_provider="scripted"',
    `model_providers.scripted={name="scripted",base_url="${scene.model.url}/v1",wire_api="responses"}`,
    'mcp_oauth_credentials_store="file"',
    'approval_policy="never"',
  ].flatMap((setting) => ["-c", setting]);

const runCodex = (scene: Scene, args: readonly string[], withBrowser = true): Promise<Run> =>
  runIn(scene, "codex", ["codex", ...args], { withBrowser, limitMs: 90_000 });

const codexExec = (scene: Scene, withBrowser = true): Promise<Run> =>
  runCodex(
    scene,
    ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", ...codexArgs(scene), prompt],
    withBrowser,
  );

export const codex: Subject = {
  name: "Codex",
  version: versions["@openai/codex"],
  how: "`codex mcp add`, `login`; `codex exec` with a scripted model (it lists tools only for a model)",
  listed: /The tool said/,
  bringsDocument: true,
  signIn: async (scene) => {
    const store = ["-c", 'mcp_oauth_credentials_store="file"'];
    const added = await runCodex(scene, ["mcp", "add", "wiki", "--url", scene.mcpUrl, ...store]);
    const login = await runCodex(scene, ["mcp", "login", "wiki", ...store]);
    return { code: login.code, output: `${added.output}\n${login.output}` };
  },
  list: codexExec,
  call: (scene) => codexExec(scene),
};

const runOpencode = (scene: Scene, args: readonly string[], withBrowser = true): Promise<Run> =>
  runIn(scene, "opencode", ["opencode", ...args], {
    withBrowser,
    limitMs: 90_000,
    env: { OPENCODE_DISABLE_AUTOUPDATE: "1" },
  });

export const opencode: Subject = {
  name: "opencode",
  version: versions["opencode-ai"],
  how: "`opencode mcp auth`, `list`; `opencode run` with a scripted model",
  listed: /wiki.*connected/,
  signIn: async (scene) => {
    const { cwd } = await scene.environment("opencode");
    await mkdir(cwd, { recursive: true });
    const provider = {
      npm: "@ai-sdk/openai-compatible",
      options: { baseURL: `${scene.model.url}/v1`, apiKey: "scripted-model-not-a-secret" },
      models: { scripted: { name: "scripted", tool_call: true } },
    };
    const config = {
      mcp: { wiki: { type: "remote", url: scene.mcpUrl } },
      provider: { scripted: provider },
      model: "scripted/scripted",
      autoupdate: false,
    };
    await writeFile(join(cwd, "opencode.json"), JSON.stringify(config));
    return runOpencode(scene, ["mcp", "auth", "wiki"]);
  },
  list: (scene, withBrowser) => runOpencode(scene, ["mcp", "list"], withBrowser),
  call: (scene) => runOpencode(scene, ["run", prompt]),
};
