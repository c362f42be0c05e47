import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cacheSeconds, isClientUrl } from "../../src/oauth/client/metadata-document.ts";
import { authorizeUrl, createFacadeWorld, testRedirectUri } from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { testServer } from "../../src/oauth/testing/protected-server.ts";

let world: FacadeWorld;
let clientId: string;
/** A façade on loopback in development reads documents from loopback, which the double serves. */
beforeEach(async () => {
  const publicUrl = "http://127.0.0.1:4400";
  world = await createFacadeWorld({ publicUrl, servers: [testServer({ publicUrl })] });
  clientId = `${world.upstream.url}/client.json`;
});
afterEach(() => world.close());

const document = (changes: object = {}) => ({
  client_id: clientId,
  client_name: "Documented",
  redirect_uris: [testRedirectUri],
  token_endpoint_auth_method: "none",
  ...changes,
});
const serve = (json: unknown, headers: Record<string, string> = {}, status = 200) =>
  world.upstream.answers.set("/client.json", { status, json, headers });
const ask = async (changes: Record<string, string> = {}) => {
  const response = await world.app.request(authorizeUrl(world, clientId, changes));
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
};
const fetches = () => world.upstream.requestsTo("/client.json").length;

describe("a client metadata document", () => {
  it("is named by https with a path, without dot segments, fragment and user name [cimd-url]", () => {
    const strict = { allowLoopbackHttp: false };
    for (const url of [
      "https://client.example/id.json",
      "https://client.example:8443/a/b",
      "https://client.example/id?v=1",
    ])
      expect(isClientUrl(url, strict), url).toBe(true);
    for (const url of [
      "https://client.example",
      "https://client.example/",
      "http://client.example/id.json",
      "https://client.example/a/../id.json",
      "https://client.example/./id",
      "https://client.example/%2e%2e/id",
      "https://client.example/id#x",
      "https://user@client.example/id",
      "https://user:pw@client.example/id",
      "HTTPS://client.example/id",
      "https://client.example\\id",
      "http://127.0.0.1/id.json",
      `https://client.example/${"x".repeat(2_000)}`,
    ])
      expect(isClientUrl(url, strict), url).toBe(false);
    expect(isClientUrl("http://127.0.0.1:9/id.json", { allowLoopbackHttp: true })).toBe(true);
    expect(isClientUrl("http://10.0.0.1/id.json", { allowLoopbackHttp: true })).toBe(false);
  });

  it("lets the client in with a redirect URI of its own and shows whose it is [cimd-redirect-uris]", async () => {
    serve(document());
    const page = await ask();
    expect(page.status).toBe(200);
    expect(page.text).toContain("Documented");
    expect(page.text).toMatch(new RegExp(`confirmed by\\s+<b>${new URL(clientId).host}</b>`));
    expect(await ask({ redirect_uri: "https://client.example/other" })).toMatchObject({
      status: 400,
      location: null,
    });
  });

  it("is refused when it names another id [cimd-identical]", async () => {
    serve(document({ client_id: `${clientId}x` }));
    expect(await ask()).toMatchObject({ status: 400, location: null });
  });

  it("is refused with a secret or a method that needs one [cimd-no-secrets]", async () => {
    for (const bad of [
      { client_secret: "x" },
      { client_secret_expires_at: 0 },
      { token_endpoint_auth_method: "client_secret_post" },
      { token_endpoint_auth_method: "client_secret_jwt" },
    ]) {
      serve(document(bad));
      expect((await ask()).status, JSON.stringify(bad)).toBe(400);
    }
  });

  it("is refused with any other status, and when it is not JSON [cimd-200-only]", async () => {
    for (const status of [201, 203, 400, 404, 500]) {
      serve(document(), {}, status);
      expect((await ask()).status, String(status)).toBe(400);
    }
    serve(document(), { "content-type": "text/html" });
    expect((await ask()).status).toBe(400);
  });

  it("is not looked for where a redirect points [cimd-no-redirect]", async () => {
    world.upstream.answers.set("/elsewhere.json", { status: 200, json: document() });
    serve({}, { location: `${world.upstream.url}/elsewhere.json` }, 302);
    expect((await ask()).status).toBe(400);
    expect(world.upstream.requestsTo("/elsewhere.json")).toHaveLength(0);
  });

  it("is refused over 5 kB [cimd-size]", async () => {
    serve(document({ padding: "x".repeat(6_000) }));
    expect((await ask()).status).toBe(400);
  });

  it("is kept for as long as its headers say, and not at all when it was bad [cimd-cache]", async () => {
    serve(document(), { "cache-control": "max-age=60" });
    await ask();
    await ask();
    expect(fetches()).toBe(1);
    world.clock.nowMs += 61_000;
    await ask();
    expect(fetches()).toBe(2);
    world.clock.nowMs += 61_000;
    serve(document({ client_id: "other" }), { "cache-control": "max-age=60" });
    await ask();
    await ask();
    expect(fetches()).toBe(4);
    serve(document(), { "cache-control": "no-store" });
    await ask();
    await ask();
    expect(fetches()).toBe(6);
    expect(cacheSeconds({ "cache-control": "max-age=100", age: "40" }, 0)).toBe(60);
    expect(cacheSeconds({ "cache-control": "max-age=99999999" }, 0)).toBe(86_400);
    expect(cacheSeconds({ expires: new Date(90_000).toUTCString() }, 0)).toBe(90);
  });

  it("is not fetched from special-use addresses [cimd-special-use]", async () => {
    for (const host of ["10.0.0.1", "169.254.169.254", "192.168.1.1", "[fd00::1]", "0.0.0.0", "100.64.0.1"]) {
      const id = `https://${host}/client.json`;
      const response = await world.app.request(authorizeUrl(world, id));
      expect([response.status, response.headers.get("location")], host).toEqual([400, null]);
    }
  });

  it("is fetched in shares: slow hosts hold up whoever asks for them, and nobody else", async () => {
    const waiting: (() => void)[] = [];
    const slow = (path: string) => {
      world.upstream.answers.set(
        path,
        () => new Promise((resolve) => waiting.push(() => resolve({ status: 404, json: {} }))),
      );
      return world.app.request(authorizeUrl(world, `${world.upstream.url}${path}`));
    };
    const reached = (count: number) => expect.poll(() => waiting.length).toBe(count);
    world.caller.address = "2001:db8::1";
    const first = [1, 2, 3, 4].map((number) => slow(`/slow-${number}.json`));
    await reached(4);
    world.caller.address = "2001:db8::2";
    const refused = await slow("/slow-5.json");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await refused.text()).toContain("for your network");
    world.caller.address = "198.51.100.7";
    const second = [6, 7, 8, 9].map((number) => slow(`/slow-${number}.json`));
    await reached(8);
    world.caller.address = "198.51.100.8";
    expect(await (await slow("/slow-10.json")).text()).toContain("from the application&#39;s host");
    for (const end of waiting) end();
    expect((await Promise.all([...first, ...second])).map(({ status }) => status)).toEqual(Array(8).fill(400));
    serve(document());
    world.caller.address = "2001:db8::1";
    expect((await ask()).status).toBe(200);
  });
});
