import { describe, expect, it } from "vitest";
import { testProvider } from "../testing/facade-world.ts";
import { nextHops } from "./next-hops.ts";

const idp = testProvider("https://idp.example").config;

describe("the hops that a consent form may take", () => {
  it("are ours, the provider's, its further sign-in pages and the client's", () => {
    const config = { ...idp, signInOrigins: ["https://login.idp.example"] };
    expect(nextHops("https://client.example/cb", config)).toEqual([
      "'self'",
      "https://idp.example",
      "https://login.idp.example",
      "https://client.example",
    ]);
  });

  it("are any https host behind a provider that does not say where it hands over", () => {
    expect(nextHops("http://localhost:7/cb", idp)).toEqual([
      "'self'",
      "https://idp.example",
      "https:",
      "http://localhost:7",
    ]);
  });

  it("fit clients that are no web site", () => {
    expect(nextHops("cursor://anysphere.cursor-mcp/oauth/callback", undefined)).toContain("cursor:");
    expect(nextHops("http://[::1]:7/cb", undefined)).toContain("http:");
    expect(nextHops("https://vscode.dev/redirect", undefined)).toContain("vscode:");
  });
});
