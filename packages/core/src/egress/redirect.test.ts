import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { createEgress } from "./egress.ts";
import type { Egress } from "./egress.ts";
import { EgressError } from "./exchange.ts";
import type { EgressRequest } from "./exchange.ts";
import { testCertificate, testCertificateKey } from "./test-certificate.ts";
import { answer, startListener } from "./test-listener.ts";
import type { TestListener, TestListenerOptions } from "./test-listener.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((thing) => thing.close())));

const listen = async (options: TestListenerOptions): Promise<TestListener> => {
  const listener = await startListener(options);
  opened.push(listener);
  return listener;
};
const redirectTo = (location: string, status = "302 Found") =>
  listen({ onRequest: (socket) => socket.write(answer("", `location: ${location}\r\n`, status)) });
const saysOk = () => listen({ onRequest: (socket) => socket.write(answer("ok")) });

const egressTo = (...reachable: readonly string[]): Egress => {
  const egress = createEgress({
    allowHttp: true,
    allowedPrivateNetworks: reachable,
    extraCas: [testCertificate],
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  opened.push(egress);
  return egress;
};

const credentials = {
  authorization: "Bearer canary-token",
  cookie: "session=canary-cookie",
  "x-api-key": "canary-key",
  "proxy-token": "canary-proxy",
  accept: "application/json",
};
const follow = (url: string, more: Partial<EgressRequest> = {}): EgressRequest => ({
  method: "GET",
  url,
  headers: credentials,
  deadlineMs: 2_000,
  maxResponseBytes: 10_000,
  redirect: { max: 5 },
  ...more,
});

describe("assurance 3 and 5: redirects", () => {
  it("are followed within the origin with everything", async () => {
    const listener = await listen({
      onRequest: (socket, head) =>
        socket.write(head.startsWith("GET /a ") ? answer("", "location: /b?x=1#part\r\n", "302 Found") : answer("ok")),
    });
    const response = await egressTo(`127.0.0.1:${listener.port}`).request(follow(`${listener.origin}/a`));
    expect(response).toMatchObject({ status: 200, url: `${listener.origin}/b?x=1#part` });
    expect(listener.heard.match(/canary-token/g)).toHaveLength(2);
  });

  it("lose every header that could be a credential when they leave the origin, and do not get it back", async () => {
    const home = await listen({
      onRequest: (socket, head) =>
        socket.write(
          head.startsWith("GET /start")
            ? answer("", `location: ${other.origin}/elsewhere\r\n`, "302 Found")
            : answer(head.includes("canary") ? "leaked" : "clean"),
        ),
    });
    const other: TestListener = await redirectTo(`${home.origin}/back`);
    const egress = egressTo(`127.0.0.1:${home.port}`, `127.0.0.1:${other.port}`);
    const response = await egress.request(follow(`${home.origin}/start`));
    expect(response.body.toString()).toBe("clean");
    expect(other.heard).toContain("accept: application/json");
    expect(other.heard).not.toContain("canary");
    expect(home.heard.match(/canary-token/g)).toHaveLength(1);
  });

  it.each([
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://2130706433:PORT/",
    "//[::ffff:127.0.0.1]:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://user:pass@public.example:PORT/",
    "file:///etc/passwd",
    "ftp://127.0.0.1:PORT/",
  ])("from a permitted place to %s are refused without a connection", async (target) => {
    const canary = await saysOk();
    const start = await redirectTo(target.replace("PORT", String(canary.port)));
    const request = egressTo(`127.0.0.1:${start.port}`).request(follow(start.origin));
    await expect(request).rejects.toMatchObject({ code: "egress_refused" });
    expect(canary.connections).toBe(0);
  });

  it("from a permitted name to a name of a private address are refused without a connection", async () => {
    const canary = await saysOk();
    const start = await redirectTo(`http://inner.example:${canary.port}/`);
    const request = egressTo(`start.example:${start.port}`).request(follow(`http://start.example:${start.port}/`));
    await expect(request).rejects.toMatchObject({ code: "egress_refused" });
    expect(canary.connections).toBe(0);
  });

  it("never lead from https to http", async () => {
    const plain = await saysOk();
    const sealed = await listen({
      create: (onConnection) => createTlsServer({ cert: testCertificate, key: testCertificateKey }, onConnection),
      onRequest: (socket) => socket.write(answer("", `location: http://127.0.0.1:${plain.port}/\r\n`, "302 Found")),
    });
    const egress = egressTo(`tls.example:${sealed.port}`, `127.0.0.1:${plain.port}`);
    const request = egress.request(follow(`https://tls.example:${sealed.port}/`));
    await expect(request).rejects.toThrow("redirects from https to http");
    expect(plain.connections).toBe(0);
  });

  it("end after the stated number", async () => {
    const listener = await redirectTo("/again");
    const request = egressTo(`127.0.0.1:${listener.port}`).request(follow(listener.origin, { redirect: { max: 3 } }));
    await expect(request).rejects.toThrow("redirects more than 3 times");
    expect(listener.heard.match(/GET/g)).toHaveLength(4);
  });

  it.each(["http://", "http://[::1", "\u0000"])(
    "to %j, which is no URL, are refused or stay with the origin",
    async (location) => {
      const listener = await redirectTo(location);
      await expect(egressTo(`127.0.0.1:${listener.port}`).request(follow(listener.origin))).rejects.toBeInstanceOf(
        EgressError,
      );
    },
  );

  it.each([
    { status: "301 Moved Permanently", method: "GET" },
    { status: "302 Found", method: "GET" },
    { status: "303 See Other", method: "GET" },
    { status: "307 Temporary Redirect", method: "POST" },
    { status: "308 Permanent Redirect", method: "POST" },
  ])("of a POST by $status within the origin become $method", async ({ status, method }) => {
    const listener = await listen({
      onRequest: (socket, head) =>
        socket.write(
          head.includes(" /moved ") ? answer(head.split(" ")[0]) : answer("", "location: /moved\r\n", status),
        ),
    });
    const headers = { "content-type": "text/plain" };
    const post = follow(listener.origin, { method: "POST", body: "written", headers });
    const response = await egressTo(`127.0.0.1:${listener.port}`).request(post);
    expect(response.body.toString()).toBe(method);
    expect(listener.heard.match(/written/g)).toHaveLength(method === "POST" ? 2 : 1);
    expect(listener.heard.match(/content-type/g)).toHaveLength(method === "POST" ? 2 : 1);
  });

  it("never carry a body to another origin", async () => {
    const other = await saysOk();
    const start = await redirectTo(other.origin, "307 Temporary Redirect");
    const egress = egressTo(`127.0.0.1:${start.port}`, `127.0.0.1:${other.port}`);
    const request = egress.request(follow(start.origin, { method: "POST", body: "secret" }));
    await expect(request).rejects.toThrow("with a body to another host");
    expect(other.connections).toBe(0);
  });
});
