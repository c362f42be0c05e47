import { describe, expect, it } from "vitest";
import { showRequest, toRequest } from "./call-tool.ts";

const call = { mcpUrl: "https://mcp.example/mcp/a/b", tool: "getPage", arguments: { id: "1" }, token: "not-a-secret" };

describe("the request of a trial", () => {
  it("names the tool in headers and body alike", () => {
    const { headers, body } = toRequest(call);
    expect(headers["mcp-name"]).toBe("getPage");
    expect(body).toMatchObject({ method: "tools/call", params: { name: "getPage", arguments: { id: "1" } } });
  });
  it("is shown without the credential", () => {
    expect(showRequest(call)).toContain("Bearer ••••");
    expect(showRequest(call)).not.toContain(call.token);
  });
  it("sends a name and password as a basic pair, and shows neither it nor the draft's ticket", () => {
    const pair = {
      ...call,
      token: "ada:pässword",
      isPair: true,
      ticket: { header: "x-ticket", value: "sealed-ticket" },
    };
    expect(toRequest(pair).headers["authorization"]).toBe("Basic YWRhOnDDpHNzd29yZA==");
    expect(showRequest(pair)).toContain("Basic ••••");
    expect(showRequest(pair)).not.toMatch(/YWRh|sealed-ticket/);
  });
  it("carries no authorization where nothing was entered", () => {
    expect(toRequest({ ...call, token: "" }).headers).not.toHaveProperty("authorization");
  });
});
