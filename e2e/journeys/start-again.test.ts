import { once } from "node:events";
import { createServer } from "node:net";
import type { RouteOutput } from "@breezeway/dashboard";
import * as OTPAuth from "otpauth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DashboardSession, signInToDashboard } from "../support/dashboard-session.ts";
import { type Product, startProduct } from "../support/product.ts";
import { runCommand } from "../support/start-process.ts";

const newPassword = "a password of the owner's own";

let product: Product;
let session: DashboardSession;
let email: string;
let passwordOfDemo: string;

beforeAll(async () => {
  product = await startProduct();
  ({ email, password: passwordOfDemo } = product.ready);
  session = await product.signIn();
});
afterAll(() => product?.remove());

const signInWith = (password: string): Promise<DashboardSession> =>
  signInToDashboard({ url: product.process.ready.dashboardUrl ?? "", email, password });

it("makes an operator and a sign-up link beside the running product, on its own database", async () => {
  expect((await session.get("/api/operator/activity")).status).toBe(404);
  const added = await runCommand(["operators", "add", email, "--data-dir", product.dataDir]);
  expect(added).toMatchObject({ code: 0, output: expect.stringContaining(`${email} is an operator.`) });
  expect((await session.get("/api/operator/activity")).status).toBe(200);
  const link = await runCommand(["accounts", "link", "second@example.test", "--data-dir", product.dataDir]);
  expect(link).toMatchObject({ code: 0, output: expect.stringMatching(/https?:\S+#\S+/) });
  // The product was not disturbed: its database is still its own.
  expect((await session.get("/api/session")).status).toBe(200);
});

it("starts again when another program has taken the emulated Confluence's port, and sign-in follows it", async () => {
  const endpoints = async () =>
    (await session.get<RouteOutput<"listProviders">>("/api/workspaces/demo/providers")).body.providers.map(
      ({ tokenEndpoint }) => tokenEndpoint,
    );
  const [before = ""] = await endpoints();
  await product.stop();
  const squatter = createServer().listen(Number(new URL(before).port), "127.0.0.1");
  await once(squatter, "listening");
  try {
    await product.restart();
    session = await product.signIn();
    const [after = "", ...others] = await endpoints();
    expect(others).toEqual([]);
    expect(new URL(after).port).not.toBe(new URL(before).port);
    const { body } = await session.get<RouteOutput<"getServer">>("/api/workspaces/demo/servers/wiki-sign-in");
    expect(body).toMatchObject({ status: "live" });
  } finally {
    squatter.close();
  }
});

it("starts again when the demo's owner has another password, and says that the demo is left as it is", async () => {
  const body = { currentPassword: passwordOfDemo, newPassword };
  expect((await session.send("POST", "/api/account/password", body)).status).toBe(200);
  await product.restart();
  const { ready } = product.process;
  expect(ready).toMatchObject({ dashboardUrl: expect.any(String), mcpUrl: expect.any(String) });
  expect(ready).not.toHaveProperty("password");
  expect(product.process.logs()).toContain("left as it is: its owner has another password");
  session = await signInWith(newPassword);
});

it("starts again when the demo's owner has a second factor, and their login still asks for it", async () => {
  const back = { currentPassword: newPassword, newPassword: passwordOfDemo };
  expect((await session.send("POST", "/api/account/password", back)).status).toBe(200);
  session = await signInWith(passwordOfDemo);
  const begun = await session.send<RouteOutput<"beginTotp">>("POST", "/api/account/totp", { password: passwordOfDemo });
  const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(begun.body.secret) });
  const confirmed = await session.send("POST", "/api/account/totp/confirm", {
    setup: begun.body.setup,
    code: totp.generate(),
  });
  expect(confirmed.status).toBe(200);
  await product.restart();
  expect(product.process.logs()).toContain("left as it is: its owner has set up a second factor");
  await expect(signInWith(passwordOfDemo)).rejects.toThrow("asks for a second factor");
});
