// Runs the suite's authorization-server scenarios against the issuer of a published server, with a person who goes
// through the browser steps. Usage: node --conditions=breezeway-source e2e/conformance/run-authorization.ts. Exits with the
// suite's own code.
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { startEmulator } from "@breezeway/emulator";
import { freePort } from "../support/free-port.ts";
import { configureProvider, publishOAuthServer } from "../support/oauth-server.ts";
import { createPerson } from "../support/person.ts";
import { startProduct } from "../support/product.ts";

const suite = join(
  dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/package.json")),
  "dist",
  "index.js",
);
const outDirectory = join(import.meta.dirname, "out", "authorization");

const emulator = await startEmulator();
const product = await startProduct();

const registerClient = async (issuer: string, redirectUri: string): Promise<string> => {
  const response = await fetch(`${issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_name: "Conformance",
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: "none",
    }),
  });
  if (response.status !== 201) throw new Error(`Registration answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { client_id: string }).client_id;
};

const runSuite = (issuer: string, clientId: string, port: number, resource: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const args = ["authorization", "--url", issuer, "--client-id", clientId, "-p", String(port)];
    const child = spawn(process.execPath, [suite, ...args, "--resource", resource, "-o", outDirectory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    let isSignedIn = false;
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
      const url = /^(https?:\/\/\S*\/authorize\?\S+)\s/m.exec(output)?.[1];
      if (url === undefined || isSignedIn) return;
      isSignedIn = true;
      signIn(url, `http://127.0.0.1:${port}/callback`).catch(reject);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });

const signIn = async (url: string, redirectUri: string): Promise<void> => {
  const back = await createPerson().follow(url, redirectUri, { accepts: true });
  await fetch(back);
};

try {
  await rm(outDirectory, { recursive: true, force: true });
  const session = await product.signIn();
  const app = { clientId: "conformance-app", clientSecret: "conformance-secret-not-a-secret" };
  const provider = await configureProvider(session, emulator, app);
  const slug = "conformance";
  const { server } = await publishOAuthServer(session, emulator, { slug, providerId: provider.id });
  const issuer = `${new URL(server.mcpUrl).origin}/oauth/${session.workspace}/${slug}`;
  const port = await freePort();
  const clientId = await registerClient(issuer, `http://127.0.0.1:${port}/callback`);
  process.exitCode = await runSuite(issuer, clientId, port, server.mcpUrl);
} finally {
  await product.remove();
  await emulator.close();
}
