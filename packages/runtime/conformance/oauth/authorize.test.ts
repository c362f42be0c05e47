import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizeUrl,
  createFacadeWorld,
  registeredClient,
  testRedirectUri,
} from "../../src/oauth/testing/facade-world.ts";
import type { FacadeWorld } from "../../src/oauth/testing/facade-world.ts";
import { requirement } from "./requirement.ts";

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
const expectRefusal = async (changes: Record<string, string | undefined>, error: string, extra = "") => {
  const { status, location, answer } = await ask(changes, extra);
  expect([status, answer?.get("error")], JSON.stringify(changes)).toEqual([303, error]);
  expect(location?.startsWith(`${testRedirectUri}?`)).toBe(true);
  return answer;
};

describe("the authorization endpoint", () => {
  requirement(
    "redirect-never-on-mismatch",
    "assurance 34: shows a page and never redirects for a wrong client or redirect URI",
    async () => {
      for (const changes of [
        { redirect_uri: "https://evil.example/" },
        { redirect_uri: undefined },
        { client_id: "nobody" },
        { client_id: undefined },
        { client_id: "https://127.0.0.1/" },
      ])
        expect(await ask(changes), JSON.stringify(changes)).toMatchObject({ status: 400, location: null });
      expect(await ask({}, "&redirect_uri=https%3A%2F%2Fevil.example")).toMatchObject({ status: 400, location: null });
    },
  );

  requirement("authorize-no-repeats", "refuses a repeated parameter", async () => {
    for (const extra of ["&state=two", "&code_challenge=x", "&response_type=token", "&scope=a&scope=b"])
      await expectRefusal({}, "invalid_request", extra);
  });

  requirement("authorize-response-type", "takes the response type code alone", async () => {
    for (const response_type of ["token", "code token", "id_token", "", undefined])
      await expectRefusal({ response_type }, "unsupported_response_type");
    await expectRefusal({ response_mode: "fragment" }, "invalid_request");
  });

  requirement("authorize-state-returned", "returns state as it came", async () => {
    const state = "ä &=+%20/?#\"'<>";
    expect((await expectRefusal({ state, response_type: "x" }, "unsupported_response_type"))?.get("state")).toBe(state);
    expect(
      (await expectRefusal({ state: undefined, response_type: "x" }, "unsupported_response_type"))?.has("state"),
    ).toBe(false);
  });

  requirement("pkce-required", "assurance 35: refuses a request without a code challenge", async () => {
    for (const code_challenge of [undefined, "", "short", "x".repeat(44), `${"x".repeat(42)}+`])
      await expectRefusal({ code_challenge }, "invalid_request");
  });

  requirement("pkce-s256-only", "assurance 35: refuses plain, and a challenge without its method", async () => {
    for (const code_challenge_method of ["plain", "s256", undefined, "S512"])
      await expectRefusal({ code_challenge_method }, "invalid_request");
  });

  requirement(
    "resource-parameter",
    "takes this server's resource, with a slash or without one, and no other",
    async () => {
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
        await expectRefusal({ resource: bad }, "invalid_target");
      await expectRefusal({}, "invalid_target", "&resource=https%3A%2F%2Fevil.example");
    },
  );

  requirement("iss-on-error", "assurance 38: names our issuer in every error", async () => {
    const answer = await expectRefusal({ response_type: "token" }, "unsupported_response_type");
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
