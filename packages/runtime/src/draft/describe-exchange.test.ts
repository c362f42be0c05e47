import { Secret } from "@breezeway/core";
import { expect, test } from "vitest";
import type { UpstreamCredential } from "../identify/caller.ts";
import { describeExchange } from "./describe-exchange.ts";

const secret = `pa/ss"wörd+1`;
const get = { method: "GET", url: "https://api.example/x?a=1", headers: { accept: "application/json" } } as const;

const respond = (body: Buffer | string, headers: Record<string, string> = {}) => ({
  ok: true as const,
  retries: 0,
  response: {
    status: 200,
    headers: { "content-type": "text/plain", ...headers },
    body: Buffer.from(body),
    url: get.url,
    bytesReceived: body.length,
  },
});

const credentials: readonly UpstreamCredential[] = [
  { type: "bearer", token: Secret.of(secret) },
  { type: "basic", pair: Secret.of(`ann:${secret}`) },
  { type: "api_key", placement: { in: "query", name: "key" }, value: Secret.of(secret) },
  { type: "api_key", placement: { in: "cookie", name: "key" }, value: Secret.of(secret) },
];

test.each(credentials)("a credential is masked in every spelling that an API echoes it in", (credential) => {
  const echo = [
    secret,
    JSON.stringify({ secret }),
    JSON.stringify(secret).replaceAll("/", "\\/"),
    encodeURIComponent(secret),
    Buffer.from(`ann:${secret}`).toString("base64"),
    Buffer.from(secret).toString("base64url"),
  ];
  const isBasic = credential.type === "basic";
  const text = (isBasic ? echo : echo.filter((_, index) => index !== 4)).join("\n");
  const shown = JSON.stringify(
    describeExchange({
      request: get,
      credential,
      sent: respond(text, { location: `/?k=${encodeURIComponent(secret)}` }),
    }),
  );
  for (const spelling of [...echo, "wörd", "w%C3%B6rd"]) {
    expect(shown).not.toContain(spelling);
    expect(shown).not.toContain(JSON.stringify(spelling).slice(1, -1));
  }
});

test("a credential that lies across the limit is masked all the same", () => {
  const credential = { type: "bearer", token: Secret.of("across-the-limit") } as const;
  const body = `${"x".repeat(255_995)}across-the-limit and more`;
  const shown = describeExchange({ request: get, credential, sent: respond(body) });
  expect(shown.response?.body).toMatchObject({ cut: true, bytes: body.length });
  expect(shown.response?.body.text?.length).toBe(256_000);
  expect(shown.response?.body.text).not.toContain("acros");
});

test("what is no text is counted, and a failure is named", () => {
  const image = respond(Buffer.from([1, 0, 2]), { "content-type": "image/png" });
  expect(describeExchange({ request: get, credential: null, sent: image }).response?.body).toEqual({ bytes: 3 });
  const sent = { ok: false, reason: "timeout", retries: 1, mayHaveActed: false } as const;
  expect(describeExchange({ request: { ...get, body: '{"a":1}' }, credential: null, sent })).toEqual({
    request: { ...get, body: { bytes: 7, text: '{"a":1}' } },
    failure: "timeout",
    retries: 1,
  });
});
