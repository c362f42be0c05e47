import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Emulator, startEmulator } from "@breezeway/emulator";
import { createAtlassianProvider, publish, type PublishedServer } from "../prove/servers.ts";
import { type DashboardSession, signInToDashboard } from "../support/dashboard-session.ts";
import { freePort } from "../support/free-port.ts";
import { startProcess } from "../support/start-process.ts";
import { startFront } from "./front.ts";
import { type ScriptedModel, startScriptedModel } from "./scripted-model.ts";

/** The running product with a server to sign in to, and what a client finds around it: a browser, a home, a model. */
export interface Scene {
  readonly mcpUrl: string;
  readonly tool: string;
  readonly model: ScriptedModel;
  readonly bin: string;
  /** Environment of one client with a home of its own; `withBrowser` false: nobody answers the sign-in. */
  environment(
    client: string,
    withBrowser?: boolean,
  ): Promise<{ readonly cwd: string; readonly env: Record<string, string> }>;
  /** What the browser did since the last call. */
  browsed(): Promise<string>;
  /** Times the provider was asked to refresh so far. */
  refreshes(): number;
  /** Times the API was asked for its spaces so far. */
  calls(): number;
  setTokenSeconds(seconds: number): void;
  revokeAll(): Promise<void>;
  close(): Promise<void>;
}

const browserScript = fileURLToPath(new URL("./browser.ts", import.meta.url));

export const startScene = async (bin: string, hidesDocuments: boolean): Promise<Scene> => {
  const directory = await mkdtemp(join(tmpdir(), "breezeway-clients-"));
  const emulator: Emulator = await startEmulator({ recordBytes: true });
  emulator.setConsent("approve");
  const port = await freePort();
  const front = await startFront({ port, hidesDocuments });
  const product = await startProcess({
    args: ["start", "--port", String(port), "--data-dir", join(directory, "data")],
    readyFile: join(directory, "ready.json"),
    env: { PUBLIC_URL: front.url },
  });
  const { email = "", password = "" } = product.ready;
  const session: DashboardSession = await signInToDashboard({ url: front.url, email, password });
  const app = { clientId: "clients-app", clientSecret: "clients-app-secret-not-a-secret" };
  const provider = await createAtlassianProvider(session, emulator, app);
  const server: PublishedServer = await publish(session, emulator, {
    slug: "clients",
    credential: { mode: "oauth", providerId: provider.id, scopes: null },
  });
  const tool = server.nameOf("getSpaces");
  const model = await startScriptedModel(new RegExp(`${tool}$`));
  const log = join(directory, "browser.log");
  const path = `${bin}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  await writeFile(log, "");
  await writeBrowsers(directory, log);
  return {
    mcpUrl: server.mcpUrl,
    tool,
    model,
    bin,
    environment: async (client, withBrowser = true) => {
      const cwd = join(directory, client);
      const browsers = join(directory, withBrowser ? "browser" : "no-browser");
      await mkdir(cwd, { recursive: true });
      // Named one by one: settings of whoever runs this must not reach the clients.
      const env = {
        HOME: cwd,
        PATH: `${browsers}:${path}`,
        BROWSER: join(browsers, "open"),
        TERM: "dumb",
        NO_COLOR: "1",
        CI: "1",
        DISPLAY: ":0",
      };
      return { cwd, env };
    },
    browsed: async () => {
      const text = (await readFile(log, "utf8")).trim();
      await writeFile(log, "");
      return text;
    },
    refreshes: () =>
      Buffer.concat([...emulator.recordedBytes()])
        .toString()
        .split('"grant_type":"refresh_token"').length - 1,
    calls: () => emulator.recordedRequests().filter(({ target }) => target.includes("/wiki/api/v2/spaces")).length,
    setTokenSeconds: (accessSeconds) => emulator.setTokenLifetime({ accessSeconds }),
    revokeAll: async () => {
      const answer = await session.send(
        "POST",
        `/api/workspaces/${session.workspace}/servers/clients/connections/revoke-all`,
        { confirmName: "clients" },
      );
      if (answer.status !== 200) throw new Error(`Nothing was revoked: ${JSON.stringify(answer.body)}`);
    },
    close: async () => {
      await model.close();
      await product.stop();
      await front.close();
      await emulator.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** Clients open a browser by `$BROWSER`, by `xdg-open` or by name. */
const writeBrowsers = async (directory: string, log: string): Promise<void> => {
  const open = `#!/bin/sh\nNODE_OPTIONS= exec ${process.execPath} --conditions=breezeway-source ${browserScript} "$1" ${log}\n`;
  for (const [folder, text] of [
    ["browser", open],
    ["no-browser", `#!/bin/sh\necho "nobody answers" >> ${log}\n`],
  ] as const) {
    await mkdir(join(directory, folder));
    for (const name of ["open", "xdg-open", "sensible-browser", "x-www-browser", "www-browser"]) {
      await writeFile(join(directory, folder, name), text);
      await chmod(join(directory, folder, name), 0o755);
    }
  }
};
