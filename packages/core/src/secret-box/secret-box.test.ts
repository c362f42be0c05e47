import { describe, expect, it } from "vitest";
import { testKeyring } from "../keyring/test-keyring.ts";
import { Secret } from "../secret/secret.ts";
import { openSecret, sealedWithKey, sealSecret, SecretBoxError } from "./secret-box.ts";
import type { SecretPlace } from "./secret-box.ts";

const keyring = testKeyring("k2", "k1");
const place: SecretPlace = { table: "oauth_providers", column: "client_secret", rowId: "prv_1", workspaceId: "ws_1" };
const sealed = sealSecret(keyring, place, Secret.of("the client's secret: grüße"));

describe("a stored secret", () => {
  it("opens where it belongs", () =>
    expect(openSecret(keyring, place, sealed).reveal()).toBe("the client's secret: grüße"));

  it("may be empty or long", () => {
    for (const text of ["", "x".repeat(100_000)])
      expect(openSecret(keyring, place, sealSecret(keyring, place, Secret.of(text))).reveal()).toBe(text);
  });

  it("is sealed differently each time, with the newest key, and never holds its text", () => {
    const again = sealSecret(keyring, place, Secret.of("the client's secret: grüße"));
    expect(Buffer.from(again).equals(sealed)).toBe(false);
    expect(sealedWithKey(sealed)).toBe("k2");
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("client");
  });

  it("opens with an older key until that key leaves the keyring", () => {
    const old = sealSecret(testKeyring("k1"), place, Secret.of("old"));
    expect(openSecret(keyring, place, old).reveal()).toBe("old");
    expect(() => openSecret(testKeyring("k2"), place, old)).toThrow(SecretBoxError);
  });

  it.each(["table", "column", "rowId", "workspaceId"] as const)(
    "assurance 19: is refused when its %s is another",
    (part) => {
      expect(() => openSecret(keyring, { ...place, [part]: "another" }, sealed)).toThrow(SecretBoxError);
    },
  );

  it("assurance 19: is refused when text moves from one part of its place to the next", () => {
    const shifted = { ...place, table: "oauth_providersclient_secret", column: "" };
    expect(() => openSecret(keyring, shifted, sealed)).toThrow(SecretBoxError);
  });

  it("assurance 20: is refused with any bit flipped or any byte cut off, by one error", () => {
    const messages = new Set<string>();
    const refuse = (bytes: Uint8Array) => {
      try {
        openSecret(keyring, place, bytes);
        messages.add("opened");
      } catch (error) {
        messages.add(`${(error as SecretBoxError).name}: ${(error as SecretBoxError).message}`);
      }
    };
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Uint8Array.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      refuse(flipped);
    }
    for (let length = 0; length < sealed.length; length += 1) refuse(sealed.subarray(0, length));
    refuse(Buffer.concat([sealed, Buffer.from([0])]));
    expect([...messages]).toEqual([expect.stringMatching(/^SecretBoxError: A stored secret could not be opened/)]);
  });
});
