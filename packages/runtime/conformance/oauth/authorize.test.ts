import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  createFacadeWorld,
  registeredClient,
  testRedirectUri,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";

let world: FacadeWorld;
let clientId: string;
beforeEach(async () => {
  world = await createFacadeWorld();
  clientId = await registeredClient(world);
});
afterEach(() => world.close());

const ask = async (changes: Record<string, string | undefined> = {}, extra = "") => {
  const response = await world.app.request(authorizeUrl(world, clientId, changes) + extra);
  const location = response.headers.get("location");
  return { status: response.status, location, answer: location === null ? undefined : new URL(location).searchParams };
};
/** The error sent back to the client, undefined where anything else happened. */
const refusal = async (changes: Record<string, string | undefined>, extra = "") => {
  const { status, location, answer } = await ask(changes, extra);
  return status === 303 && location?.startsWith(`${testRedirectUri}?`) === true ? answer : undefined;
};
const errorOf = async (changes: Record<string, string | undefined>, extra = "") =>
  (await refusal(changes, extra))?.get("error");

describe("the authorization endpoint", () => {
  it("assurance 34: shows a page and never redirects for a wrong client or redirect URI [redirect-never-on-mismatch]", async () => {
    for (const changes of [
      { redirect_uri: "https://evil.example/" },
      { redirect_uri: undefined },
      { client_id: "nobody" },
      { client_id: undefined },
      { client_id: "https://127.0.0.1/" },
    ])
      expect(await ask(changes), JSON.stringify(changes)).toMatchObject({ status: 400, location: null });
    expect(await ask({}, "&redirect_uri=https%3A%2F%2Fevil.example")).toMatchObject({ status: 400, location: null });
  });

  it("refuses a repeated parameter [authorize-no-repeats]", async () => {
    for (const extra of ["&state=two", "&code_challenge=x", "&response_type=token", "&scope=a&scope=b"])
      expect(await errorOf({}, extra)).toBe("invalid_request");
  });

  it("takes the response type code alone [authorize-response-type]", async () => {
    for (const response_type of ["token", "code token", "id_token", "", undefined])
      expect(await errorOf({ response_type })).toBe("unsupported_response_type");
    expect(await errorOf({ response_mode: "fragment" })).toBe("invalid_request");
  });

  it("returns state as it came [authorize-state-returned]", async () => {
    const state = "ä &=+%20/?#\"'<>";
    expect((await refusal({ state, response_type: "x" }))?.get("state")).toBe(state);
    expect((await refusal({ state: undefined, response_type: "x" }))?.has("state")).toBe(false);
  });

  it("assurance 35: refuses a request without a code challenge [pkce-required]", async () => {
    for (const code_challenge of [undefined, "", "short", "x".repeat(44), `${"x".repeat(42)}+`])
      expect(await errorOf({ code_challenge })).toBe("invalid_request");
  });

  it("assurance 35: refuses plain, and a challenge without its method [pkce-s256-only]", async () => {
    for (const code_challenge_method of ["plain", "s256", undefined, "S512"])
      expect(await errorOf({ code_challenge_method })).toBe("invalid_request");
  });

  it("takes this server's resource, with a slash or without one, and no other [resource-parameter]", async () => {
    const { resource } = world.addresses();
    for (const good of [resource, `${resource}/`, undefined, resource.replace("https://mcp", "HTTPS://MCP")])
      expect((await ask({ resource: good })).status, String(good)).toBe(200);
    for (const bad of [
      "https://mcp.example.com",
      `${resource}x`,
      `${resource}//`,
      `${resource}#x`,
      `${resource}?x=1`,
      "https://evil.example/mcp/acme/wiki",
      "nonsense",
      "https://user@mcp.example.com/mcp/acme/wiki",
    ])
      expect(await errorOf({ resource: bad })).toBe("invalid_target");
    expect(await errorOf({}, "&resource=https%3A%2F%2Fevil.example")).toBe("invalid_target");
  });

  it("assurance 38: names our issuer in every error [iss-on-error]", async () => {
    const answer = await refusal({ response_type: "token" });
    expect(answer?.get("iss")).toBe(world.addresses().issuer);
  });

  it("answers a stopped server with a page", async () => {
    world.live.servers = world.live.servers.map((server) => ({ ...server, stopped: true }));
    expect(await ask()).toMatchObject({ status: 503, location: null });
  });

  it("answers an unknown server, and one without façade, with the same page", async () => {
    const unknown = await world.app.request(authorizeUrl(world, clientId).replace("/acme/wiki", "/acme/none"));
    expect(unknown.status).toBe(404);
  });
});
