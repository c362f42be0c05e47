import { generateKeyringEntry, parseKeyring, Secret } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  callback,
  codeOf,
  consent,
  createFacadeWorld,
  redeem,
  refresh,
  registeredClient,
  signInForTokens,
  upstreamTokens,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";

const ring = (...entries: Secret[]): Keyring => {
  const parsed = parseKeyring(Secret.of(entries.map((entry) => entry.reveal()).join(" ")));
  if (!parsed.ok) throw new Error(parsed.problems.join(" "));
  return parsed.keyring;
};
const older = generateKeyringEntry(0);
const newer = generateKeyringEntry(86_400_000);
const keyIdOf = (token: string | undefined): unknown =>
  (JSON.parse(Buffer.from(token?.split(".")[0] ?? "", "base64url").toString()) as { kid: unknown }).kid;

let world: FacadeWorld;
beforeEach(async () => {
  world = await createFacadeWorld();
  world.keyring.current = ring(older);
  upstreamTokens(world);
});
afterEach(() => world.close());

describe("a key rotation", () => {
  it("disturbs nobody while both keys are live, and the next refresh is sealed by the newer", async () => {
    const { clientId, accessToken, refreshToken } = await signInForTokens(world);
    world.keyring.current = ring(newer, older);
    expect(world.identify(accessToken).ok).toBe(true);
    const { json } = await refresh(world, clientId, refreshToken);
    expect(keyIdOf(accessToken)).not.toBe(keyIdOf(json["access_token"]));
    world.keyring.current = ring(newer);
    expect(world.identify(json["access_token"] ?? "").ok).toBe(true);
    expect(world.identify(accessToken).ok).toBe(false);
  });

  it("may come in the middle of a sign-in", async () => {
    const clientId = await registeredClient(world);
    const browser = world.newBrowser();
    const atProvider = await consent(world, browser, { clientId });
    world.keyring.current = ring(newer, older);
    const code = codeOf(await callback(browser, atProvider));
    expect((await redeem(world, clientId, code)).status).toBe(200);
  });

  it("answers 401 and invalid_grant for what a retired key sealed, and keeps registrations", async () => {
    const { clientId, accessToken, refreshToken } = await signInForTokens(world);
    world.keyring.current = ring(newer);
    const identified = world.identify(accessToken);
    expect(identified.ok ? undefined : [identified.challenge.status, identified.challenge.error]).toEqual([
      401,
      "invalid_token",
    ]);
    const refused = await refresh(world, clientId, refreshToken);
    expect([refused.status, refused.json["error"]]).toEqual([400, "invalid_grant"]);
    expect((await world.app.request(authorizeUrl(world, clientId))).status).toBe(200);
  });
});
