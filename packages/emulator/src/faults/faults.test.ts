import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { atDemoSite, demoTokens, type Emulator, type FaultKind, startEmulator } from "../index.ts";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ recordBytes: true });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const spaces = (signal?: AbortSignal) =>
  fetch(`${atDemoSite(emulator.urls.api.confluenceV2)}/spaces`, {
    headers: { authorization: `Bearer ${demoTokens.full}` },
    ...(signal === undefined ? {} : { signal }),
  });

const outcomeOf = async (fault: FaultKind): Promise<string> => {
  emulator.addFault({ fault, times: 1 });
  try {
    const response = await spaces();
    JSON.parse(await response.text());
    return String(response.status);
  } catch (error) {
    return error instanceof SyntaxError ? "not JSON" : "broken";
  }
};

const post = (body: unknown) =>
  fetch(`${emulator.urls.control}/faults`, { method: "POST", body: JSON.stringify(body) });

describe("faults", () => {
  it("answers the quota refusal with its headers", async () => {
    emulator.addFault({ fault: { kind: "rate_limit" }, times: 1 });
    const { status, headers } = await spaces();
    expect([
      status,
      headers.get("retry-after"),
      headers.get("x-ratelimit-limit"),
      headers.get("ratelimit-reason"),
    ]).toEqual([429, "1847", "65000", "confluence-quota-global-based"]);
  });

  it.each([
    [{ kind: "token_refused" }, "401"],
    [{ kind: "scope_refused" }, "401"],
    [{ kind: "status", status: 503 }, "503"],
    [{ kind: "invalid_json" }, "not JSON"],
    [{ kind: "reset" }, "broken"],
    [{ kind: "truncate" }, "broken"],
    [{ kind: "huge_headers" }, "broken"],
    [{ kind: "wrong_length", declaredBytes: 500 }, "broken"],
    [{ kind: "gzip_bomb", inflatedBytes: 1_000_000 }, "not JSON"],
    [{ kind: "large_body", bytes: 500_000 }, "not JSON"],
    [{ kind: "latency", delayMs: 20 }, "200"],
    [{ kind: "set_cookie" }, "200"],
  ] satisfies [FaultKind, string][])("%j ends as %s, and only as often as told", async (fault, outcome) => {
    expect(await outcomeOf(fault)).toBe(outcome);
    expect((await spaces()).status).toBe(200);
  });

  it("applies to the requests that match and to no other", async () => {
    const remove = emulator.addFault({ fault: { kind: "status", status: 500 }, method: "GET", pathIncludes: "/pages" });
    expect((await spaces()).status).toBe(200);
    remove();
    expect(await outcomeOf({ kind: "status", status: 500 })).toBe("500");
  });

  it("can be switched over HTTP", async () => {
    expect((await post({ fault: { kind: "status", status: 418 }, times: 1 })).status).toBe(200);
    expect((await spaces()).status).toBe(418);
    expect((await post({ fault: { kind: "nonsense" } })).status).toBe(400);
  });
});

describe("recordings", () => {
  it("keep the target and headers as they came, and the raw bytes", async () => {
    await spaces();
    const [request] = emulator.recordedRequests();
    expect(request?.target).toMatch(/\/wiki\/api\/v2\/spaces$/);
    expect(request?.rawHeaders).toContainEqual(["authorization", `Bearer ${demoTokens.full}`]);
    expect(Buffer.concat(emulator.recordedBytes()).toString()).toContain("GET /api/ex/confluence/");
  });

  it("say when the client went away", async () => {
    emulator.addFault({ fault: { kind: "hang" } });
    const leave = new AbortController();
    const answer = spaces(leave.signal).then(
      () => "answered",
      () => "gone",
    );
    await expect.poll(() => emulator.recordedRequests().length).toBe(1);
    leave.abort();
    expect(await answer).toBe("gone");
    await expect.poll(() => emulator.recordedRequests()[0]?.aborted).toBe(true);
  });
});

describe("documents", () => {
  it("name every operation once and say which scopes it wants", async () => {
    const document = (await (await fetch(emulator.urls.documents.v2)).json()) as {
      paths: Record<string, Record<string, { operationId: string; security: Record<string, string[]>[] }>>;
    };
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const { security } of operations)
      expect(security.some((one) => (one["oAuthDefinitions"]?.length ?? 0) > 0)).toBe(true);
  });

  it("refer only to schemas that they hold", async () => {
    for (const url of Object.values(emulator.urls.documents)) {
      const text = await (await fetch(url)).text();
      const { components } = JSON.parse(text) as { components: { schemas: object } };
      for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
        expect(components.schemas).toHaveProperty(name);
    }
  });

  it("answer 304 to whoever has them already", async () => {
    const first = await fetch(emulator.urls.documents.v2);
    const etag = first.headers.get("etag") ?? "";
    const again = await fetch(emulator.urls.documents.v2, { headers: { "if-none-match": etag } });
    expect([first.status, again.status]).toEqual([200, 304]);
  });
});
