import { createCipheriv, randomBytes } from "node:crypto";
import { CompactEncrypt, compactDecrypt, EncryptJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createKeyring } from "../keyring/keyring.ts";
import { testKeyring } from "../keyring/test-keyring.ts";
import { openSealed } from "./open-sealed.ts";
import type { SealPurpose } from "./purpose.ts";
import { sealPurposes } from "./purpose.ts";
import { seal } from "./seal.ts";

const keyring = testKeyring("k2", "k1");
const audience = "https://mcp.example.com/mcp/acme/wiki";
const nowMs = Date.UTC(2026, 0, 1);
const claims = { connection: "con_1", limits: { readOnly: true }, list: ["ü", 1, null] };
const input = { keyring, purpose: "access_token" as const, audience, expiresAt: nowMs + 60_000, claims };
const open = (token: string, more: Partial<Parameters<typeof openSealed>[0]> = {}) =>
  openSealed({ keyring, purpose: "access_token", audience, token, nowMs, ...more });
const invalid = { ok: false, reason: "invalid" };

/** What jose makes of any header and plaintext, with the real key: an attacker's best case. */
const forge = (
  header: Record<string, unknown>,
  envelope: unknown = { ...input, keyring: undefined },
  purpose: SealPurpose = "access_token",
) =>
  new CompactEncrypt(Buffer.from(typeof envelope === "string" ? envelope : JSON.stringify(envelope)))
    .setProtectedHeader(header as { alg: string; enc: string })
    .encrypt(keyring.derive(`seal/${purpose}`, "k2"), { crit: { "x-crit": true } });

const encode = (header: unknown) => Buffer.from(JSON.stringify(header)).toString("base64url");
/** A value under any header at all, sealed with the right key: what jose itself would refuse to make. */
const withHeader = (header: string) => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyring.derive("seal/access_token", "k2"), nonce).setAAD(
    Buffer.from(header),
  );
  const plaintext = JSON.stringify({ purpose: "access_token", audience, expiresAt: input.expiresAt, claims });
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return [header, "", ...[nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
};

describe("a sealed value", () => {
  it("opens for its purpose and audience, and names its key and expiry", async () => {
    expect(open(await seal(input))).toEqual({
      ok: true,
      claims: { ...claims },
      keyId: "k2",
      expiresAt: input.expiresAt,
    });
  });

  it("is a compact JWE that jose opens too", async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(
      await seal(input),
      keyring.derive("seal/access_token", "k2"),
    );
    expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", kid: "k2" });
    expect(JSON.parse(Buffer.from(plaintext).toString())).toMatchObject({
      purpose: "access_token",
      audience,
      claims: { connection: "con_1" },
    });
  });

  it("opens when jose made it, with a typ or without", async () => {
    expect(open(await forge({ alg: "dir", enc: "A256GCM", kid: "k2" })).ok).toBe(true);
    expect(open(await forge({ alg: "dir", enc: "A256GCM", kid: "k2", typ: "JWE" })).ok).toBe(true);
  });

  it("opens with an older key until that key leaves the keyring", async () => {
    const token = await seal({ ...input, keyring: testKeyring("k1") });
    expect(open(token)).toMatchObject({ ok: true, keyId: "k1" });
    expect(open(token, { keyring: testKeyring("k2") })).toEqual(invalid);
  });

  it("expires at its very millisecond", async () => {
    const token = await seal(input);
    expect(open(token, { nowMs: input.expiresAt - 1 }).ok).toBe(true);
    expect(open(token, { nowMs: input.expiresAt })).toEqual({ ok: false, reason: "expired" });
  });

  it("assurance 21: opens as no other kind and for no other audience", async () => {
    for (const purpose of sealPurposes) {
      const token = await seal({ ...input, purpose });
      for (const other of sealPurposes)
        expect(open(token, { purpose: other }).ok, `${purpose} as ${other}`).toBe(purpose === other);
      expect(open(token, { purpose, audience: `${audience}/` })).toEqual(invalid);
    }
  });

  it("assurance 21: does not open when the purpose inside is another, even under the right key", async () => {
    const inside = { purpose: "code", audience, expiresAt: input.expiresAt, claims };
    expect(open(await forge({ alg: "dir", enc: "A256GCM", kid: "k2" }, inside))).toEqual(invalid);
  });

  it("does not open under another deployment's key of the same id", async () => {
    const stranger = createKeyring([{ id: "k2", key: Buffer.alloc(32, 7) }]);
    expect(open(await seal({ ...input, keyring: stranger }))).toEqual(invalid);
  });
});

describe("assurance 20: a changed sealed value", () => {
  it("is refused with any bit of any character flipped", async () => {
    const token = await seal(input);
    for (let index = 0; index < token.length; index += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped =
          token.slice(0, index) + String.fromCharCode(token.charCodeAt(index) ^ (1 << bit)) + token.slice(index + 1);
        expect(open(flipped), `character ${index}, bit ${bit}`).toEqual(invalid);
      }
  });

  it("is refused in every other spelling of the same bytes, cut short, or made longer", async () => {
    const token = await seal(input);
    const padded = token
      .split(".")
      .map((part) => `${part}=`)
      .join(".");
    const others = [
      `${token}=`,
      `${token} `,
      ` ${token}`,
      `${token}.`,
      `${token}.AA`,
      padded,
      token.replace(".", "=."),
      token.replace("..", ".AA."),
    ];
    for (const other of others) expect(open(other)).toEqual(invalid);
    for (let length = 0; length < token.length; length += 1) expect(open(token.slice(0, length))).toEqual(invalid);
  });
});

describe("assurance 21: a hostile header", () => {
  const right = { alg: "dir", enc: "A256GCM", kid: "k2" };

  it.each([
    ["compression", { ...right, zip: "DEF" }],
    ["critical members", { ...right, crit: ["x-crit"], "x-crit": true }],
    ["an agreement party", { ...right, apu: "AA" }],
    ["a key of its own", { ...right, jwk: { kty: "oct", k: "AA" } }],
    ["a key's address", { ...right, jku: "https://attacker.example/jwks" }],
    ["a content type", { ...right, cty: "JWT" }],
    ["an unknown key", { ...right, kid: "k9" }],
    ["a key id that is a path", { ...right, kid: "../k2" }],
    ["a key id that is a prototype's name", { ...right, kid: "__proto__" }],
    ["no key id", { alg: "dir", enc: "A256GCM" }],
    ["a numeric key id", { ...right, kid: 2 }],
    ["a typ that is not text", { ...right, typ: {} }],
    ["no algorithm", { enc: "A256GCM", kid: "k2" }],
    ["another algorithm", { ...right, alg: "A256KW" }],
    ["algorithm none", { ...right, alg: "none" }],
    ["upper case", { ...right, alg: "DIR" }],
    ["another encryption", { ...right, enc: "A128GCM" }],
    ["a weaker encryption", { ...right, enc: "A128CBC-HS256" }],
    ["a list", [right]],
    ["null", null],
    ["text", "dir"],
  ])("with %s is refused", (_name, header) => expect(open(withHeader(encode(header)))).toEqual(invalid));

  it("is what the refusals below hinge on: the right header opens", () => {
    expect(open(withHeader(encode(right))).ok).toBe(true);
  });

  it("is refused when jose made it with the key, too", async () => {
    for (const header of [
      { ...right, crit: ["x-crit"], "x-crit": true },
      { ...right, cty: "JWT" },
    ])
      expect(open(await forge(header))).toEqual(invalid);
    const jwt = await new EncryptJWT({ purpose: "access_token" })
      .setProtectedHeader({ ...right, zip: "DEF" })
      .encrypt(keyring.derive("seal/access_token", "k2"))
      .catch(() => "");
    expect(open(jwt)).toEqual(invalid);
  });

  it("that is not JSON, or longer than any of ours, is refused", () => {
    const long = encode({ ...right, typ: "x".repeat(1_000) });
    for (const header of ["e30", "AAAA", "e", "", long]) expect(open(withHeader(header))).toEqual(invalid);
  });

  it.each([
    "not json",
    "null",
    "[]",
    "{}",
    '{"purpose":"access_token"}',
    '{"purpose":"access_token","audience":"x","expiresAt":"soon","claims":1}',
  ])("before the plaintext %s is refused", async (plaintext) =>
    expect(open(await forge(right, plaintext))).toEqual(invalid),
  );

  it("refuses whatever is not a sealed value at all, quickly", () => {
    for (const token of ["", ".", "....", "a.b.c", "a..b.c.d", "x".repeat(1_000_000), ".".repeat(100_000), "Bearer x"])
      expect(open(token)).toEqual(invalid);
  });
});

it("opens a 2.5 kB value in tens of microseconds", async () => {
  const token = await seal({ ...input, claims: { token: "t".repeat(1_700) } });
  for (let warm = 0; warm < 2_000; warm += 1) open(token);
  const rounds = 5_000;
  const started = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) open(token);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / rounds).toBeLessThan(60);
});
