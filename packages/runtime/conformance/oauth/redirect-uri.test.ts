import { describe, expect, it } from "vitest";
import { classifyRedirectUri, findRedirectUri } from "../../src/oauth/client/redirect-uri.ts";

const registered = ["https://client.example/callback", "http://127.0.0.1/callback", "http://localhost:8787/callback"];

const mutations = [
  "https://client.example/callback/",
  "https://client.example/Callback",
  "https://client.example/callback?",
  "https://client.example/callback?x=1",
  "https://client.example/callback#",
  "https://client.example/callback#x",
  "https://client.example/callback/..",
  "https://client.example/./callback",
  "https://client.example/x/../callback",
  "https://client.example//callback",
  "https://client.example/callback%20",
  "https://client.example/callback%00",
  "https://client.example/%63allback",
  "https://client.example/callback;x",
  "https://client.example:443/callback",
  "https://client.example:8443/callback",
  "https://client.example./callback",
  "https://CLIENT.example/callback",
  "HTTPS://client.example/callback",
  "http://client.example/callback",
  "https://client.example.evil.example/callback",
  "https://evil.example/callback",
  "https://sub.client.example/callback",
  "https://xclient.example/callback",
  "https://client.example@evil.example/callback",
  "https://evil.example@client.example/callback",
  "https://client.example:x@evil.example/callback",
  "https://client.example%2eevil.example/callback",
  "https://client.example\\@evil.example/callback",
  "https://client.example\\callback",
  "https:client.example/callback",
  "https:/client.example/callback",
  "https:///client.example/callback",
  "//client.example/callback",
  "client.example/callback",
  "/callback",
  "",
  " https://client.example/callback",
  "https://client.example/callback ",
  "https://client.example/call\nback",
  "https://client.example/callback\r\nX: y",
  "https://client.example/callback\u0000",
  "https://client.example/callback\u200b",
  "https://cl\u0456ent.example/callback",
  "https://client.example/callback&x=y",
  "javascript:alert(1)",
  "javascript://client.example/callback",
  "data:text/html,x",
  "file:///callback",
  "ftp://client.example/callback",
  "blob:https://client.example/callback",
  "http://127.0.0.1/callback/",
  "http://127.0.0.1:70000/callback",
  "http://127.0.0.1:0/callback",
  "http://127.0.0.1:/callback",
  "http://127.0.0.1:08080/callback",
  "http://127.0.0.1:80x/callback",
  "http://127.0.0.1.evil.example/callback",
  "http://127.0.0.1@evil.example/callback",
  "http://127.0.0.1:1@evil.example/callback",
  "http://127.0.0.2/callback",
  "http://127.1/callback",
  "http://2130706433/callback",
  "http://0x7f000001/callback",
  "http://0177.0.0.1/callback",
  "http://[::1]/callback",
  "http://[::ffff:127.0.0.1]/callback",
  "http://localhost.evil.example/callback",
  "http://localhost./callback",
  "http://LOCALHOST:8787/callback",
  "https://localhost:8787/callback",
  "http://localhost:8787/callback?x",
  "http://localhost:8787/other",
  "http://localhost",
  "cursor://anysphere.cursor-mcp/oauth/callback/",
  "cursor://evil/oauth/callback",
];

describe("a redirect URI", () => {
  it(`assurance 34: is refused in ${mutations.length} mutations of the registered one [redirect-exact]`, () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    for (const uri of mutations) expect(findRedirectUri(registered, uri), JSON.stringify(uri)).toBe(false);
    for (const uri of registered) expect(findRedirectUri(registered, uri), uri).toBe(true);
  });

  it("assurance 34: may have another port where it is a loopback address [redirect-loopback-port]", () => {
    for (const uri of [
      "http://127.0.0.1:1/callback",
      "http://127.0.0.1:65535/callback",
      "http://localhost/callback",
      "http://localhost:3118/callback",
    ])
      expect(findRedirectUri(registered, uri), uri).toBe(true);
    expect(findRedirectUri(["http://[::1]/cb"], "http://[::1]:9999/cb")).toBe(true);
    expect(classifyRedirectUri("cursor://anysphere.cursor-mcp/oauth/callback")).toBe("private_use");
  });
});
