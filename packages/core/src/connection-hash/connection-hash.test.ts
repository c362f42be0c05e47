import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../secret/secret.ts";
import { createConnectionHasher, isConnectionHash } from "./connection-hash.ts";
import type { ConnectionHashInput } from "./connection-hash.ts";

const key = Secret.of(Buffer.alloc(32, "test only, never rotated").toString("base64"));
const hash = createConnectionHasher(key);
const input: ConnectionHashInput = { workspaceId: "ws_1", serverId: "srv_1", kind: "grant", value: "con_1" };

describe("a connection hash", () => {
  it("is 32 hexadecimal characters that never change", () => {
    expect(hash(input)).toBe(createConnectionHasher(key)(input));
    expect(hash(input)).toMatch(/^[0-9a-f]{32}$/);
    expect(isConnectionHash(hash(input))).toBe(true);
    expect(hash(input)).toBe("aac092e62bcbed57e7d24f3e60cdab84");
  });

  it("is the standard's HMAC-SHA-256 of the whole input, cut to half, whatever the value and the key", () => {
    for (const bytes of [32, 64, 65, 200]) {
      const raw = randomBytes(bytes);
      const hashed = createConnectionHasher(Secret.of(raw.toString("base64")));
      for (const value of ["", "con_1", 'quoted " \\ \u0000', "wide é 日 😀", "x".repeat(5_000)]) {
        const text = JSON.stringify(["breezeway/connection/1", "ws_1", "srv_1", "bearer", value]);
        const expected = createHmac("sha256", raw).update(text).digest("hex").slice(0, 32);
        expect(hashed({ ...input, kind: "bearer", value })).toBe(expected);
      }
    }
  });

  it("is the same for a value that is known to be plain", () => {
    const value = "abc-._~+/:|=".repeat(200);
    expect(hash({ ...input, value, isPlainText: true })).toBe(hash({ ...input, value }));
  });

  it("differs for every other workspace, server, kind, value and key", () => {
    const hashes = [
      hash(input),
      hash({ ...input, workspaceId: "ws_2" }),
      hash({ ...input, serverId: "srv_2" }),
      hash({ ...input, kind: "bearer" }),
      hash({ ...input, value: "con_2" }),
      hash({ ...input, workspaceId: "ws_1srv_1", serverId: "" }),
      hash({ ...input, workspaceId: 'ws_1","srv_1', serverId: "grant" }),
      createConnectionHasher(Secret.of(randomBytes(32).toString("base64")))(input),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("needs a key of 32 bytes", () => {
    expect(() => createConnectionHasher(Secret.of("c2hvcnQ="))).toThrow("fewer than 32 bytes");
  });
});
