import { createServer as createTlsServer } from "node:tls";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createEgress } from "./egress.ts";
import type { Egress, EgressOptions } from "./egress.ts";
import type { EgressRequest } from "./exchange.ts";
import { testCertificate, testCertificateKey } from "./test-certificate.ts";
import { answer, startListener, startListenerIfPossible } from "./test-listener.ts";
import type { TestListener, TestListenerOptions } from "./test-listener.ts";

const opened: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((thing) => thing.close())));

const listen = async (options: TestListenerOptions | string): Promise<TestListener> => {
  const settings = typeof options === "string" ? { onRequest: say(options) } : options;
  const listener = await startListener(settings);
  opened.push(listener);
  return listener;
};
const say = (text: string | Buffer) => (socket: { write(data: string | Buffer): unknown }) => socket.write(text);

const egressTo = (listener: TestListener, options: Partial<EgressOptions> = {}): Egress => {
  const egress = createEgress({
    allowHttp: true,
    allowedPrivateNetworks: [`127.0.0.1:${listener.port}`, `tls.example:${listener.port}`],
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    ...options,
  });
  opened.push(egress);
  return egress;
};
const get = (listener: TestListener, more: Partial<EgressRequest> = {}): EgressRequest => ({
  method: "GET",
  url: `${listener.origin}/wiki?limit=2`,
  deadlineMs: 2_000,
  maxResponseBytes: 100_000,
  ...more,
});

describe("an exchange", () => {
  it("gives status, headers, body, address and bytes received", async () => {
    const listener = await listen(
      answer('{"a":1}', "content-type: application/json\r\nx-a: 1\r\nX-A: 2\r\n", "201 Created"),
    );
    const response = await egressTo(listener).request(get(listener));
    expect(response).toMatchObject({ status: 201, url: `${listener.origin}/wiki?limit=2`, bytesReceived: 7 });
    expect(response.headers).toMatchObject({ "content-type": "application/json", "x-a": ["1", "2"] });
    expect(response.body.toString()).toBe('{"a":1}');
    expect(listener.heard).toMatch(/^GET \/wiki\?limit=2 HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/);
  });

  it("sends method, headers and body, with their length", async () => {
    const listener = await listen(answer());
    const headers = { authorization: "Bearer fake", "content-type": "text/plain" };
    await egressTo(listener).request(get(listener, { method: "PUT", headers, body: "grüße" }));
    expect(listener.heard).toContain("PUT /wiki?limit=2 HTTP/1.1\r\n");
    expect(listener.heard).toContain("authorization: Bearer fake\r\n");
    expect(listener.heard).toContain("content-length: 7\r\n");
    expect(listener.heard.endsWith(Buffer.from("grüße").toString("latin1"))).toBe(true);
  });

  it("keeps a connection for the next call to the same origin", async () => {
    const listener = await listen(answer());
    const egress = egressTo(listener);
    for (let call = 0; call < 5; call += 1) {
      await egress.request(get(listener));
      await setImmediate();
    }
    expect(listener.connections).toBe(1);
  });

  it("reads a chunked answer, passes over interim ones, and reads no body for HEAD", async () => {
    const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n";
    const listener = await listen({
      onRequest: (socket, head) =>
        socket.write(
          head.startsWith("HEAD")
            ? "HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n"
            : `HTTP/1.1 103 Early Hints\r\n\r\n${chunked}`,
        ),
    });
    const egress = egressTo(listener);
    expect((await egress.request(get(listener))).body.toString()).toBe("abcde");
    expect((await egress.request(get(listener, { method: "HEAD" }))).body.length).toBe(0);
  });

  it("does not follow a redirect unless asked to", async () => {
    const listener = await listen(answer("", "location: /elsewhere\r\n", "302 Found"));
    const response = await egressTo(listener).request(get(listener));
    expect(response).toMatchObject({ status: 302, headers: { location: "/elsewhere" } });
    expect(listener.heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("keeps pools to the stated number and closes the one unused for longest", async () => {
    const listeners = await Promise.all(["a", "b", "c"].map((text) => listen(answer(text))));
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.1"], maxOrigins: 2 });
    opened.push(egress);
    for (const listener of listeners) await egress.request(get(listener));
    const [first, second, third] = listeners;
    while (first?.open.size !== 0) await setImmediate();
    expect([second?.open.size, third?.open.size]).toEqual([1, 1]);
  });
});

describe("assurance 47: an upstream that misbehaves", () => {
  const cases: { name: string; says: string; code: string; text: RegExp }[] = [
    { name: "sends more than it may", says: answer("x".repeat(100_001)), code: "too_large", text: /100000 bytes/ },
    {
      name: "sends more than it may without announcing it",
      says: `HTTP/1.1 200 OK\r\n\r\n${"x".repeat(200_000)}`,
      code: "too_large",
      text: /100000 bytes/,
    },
    {
      name: "sends huge headers",
      says: answer("", `x-big: ${"h".repeat(40_000)}\r\n`),
      code: "upstream_failed",
      text: /more headers/,
    },
    { name: "does not speak HTTP", says: "SSH-2.0-OpenSSH_9.9\r\n\r\n", code: "upstream_failed", text: /valid HTTP/ },
    {
      name: "speaks of two lengths",
      says: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nab",
      code: "upstream_failed",
      text: /another length/,
    },
    {
      name: "encodes in an unknown way",
      says: answer("zz", "content-encoding: x-lzma\r\n"),
      code: "upstream_failed",
      text: /encoding/,
    },
    {
      name: "sends broken gzip",
      says: answer("not gzip", "content-encoding: gzip\r\n"),
      code: "upstream_failed",
      text: /decompress/,
    },
  ];
  it.each(cases)("is answered with $code when it $name", async ({ says, code, text }) => {
    const listener = await listen(says);
    await expect(egressTo(listener).request(get(listener))).rejects.toMatchObject({
      code,
      stage: "sent",
      message: expect.stringMatching(text) as string,
    });
  });

  it.each([
    { name: "closes at once", onRequest: (socket: { destroy(): unknown }) => socket.destroy() },
    { name: "resets", onRequest: (socket: { resetAndDestroy(): unknown }) => socket.resetAndDestroy() },
    {
      name: "truncates",
      onRequest: (socket: { end(text: string): unknown }) =>
        socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"),
    },
  ])("is answered with upstream_failed when it $name", async ({ onRequest }) => {
    const listener = await listen({ onRequest: onRequest });
    await expect(egressTo(listener).request(get(listener))).rejects.toMatchObject({
      code: "upstream_failed",
      stage: "sent",
      message: expect.stringContaining("closed the connection early") as string,
    });
  });

  it("is known not to have been asked when the connection is refused", async () => {
    const listener = await listen(answer());
    const egress = egressTo(listener);
    await listener.close();
    await expect(egress.request(get(listener))).rejects.toMatchObject({ code: "upstream_failed", stage: "connecting" });
  });

  it("is said to be unknown when its name does not resolve", async () => {
    const listener = await listen(answer());
    const egress = egressTo(listener, { lookup: () => Promise.reject(new Error("ENOTFOUND")) });
    const request = egress.request(get(listener, { url: "http://nowhere.example/" }));
    await expect(request).rejects.toMatchObject({
      code: "upstream_failed",
      stage: "connecting",
      message: /"nowhere\.example" could not be resolved/,
    });
  });
});

describe("time and the caller's leave", () => {
  const ways: { name: string; options: TestListenerOptions }[] = [
    { name: "says nothing", options: {} },
    { name: "stops within the headers", options: { onRequest: say("HTTP/1.1 200 OK\r\n") } },
    { name: "stops within the body", options: { onRequest: say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc") } },
    {
      name: "drips for ever",
      options: {
        onRequest: (socket) => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n");
          const drip = setInterval(() => socket.write("x"), 5);
          socket.on("close", () => clearInterval(drip));
        },
      },
    },
  ];
  it.each(ways)("ends by the deadline, and the connection with it, when the upstream $name", async ({ options }) => {
    const listener = await listen(options);
    const started = performance.now();
    const request = egressTo(listener).request(get(listener, { deadlineMs: 100 }));
    await expect(request).rejects.toMatchObject({ code: "deadline_exceeded", stage: "sent", message: /within 0\.1 s/ });
    expect(performance.now() - started).toBeLessThan(200);
    while (listener.open.size > 0) await setImmediate();
  });

  it("ends by the deadline while a name is being looked up", async () => {
    const listener = await listen(answer());
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: [], lookup: () => new Promise(() => {}) });
    const request = egress.request(get(listener, { url: "http://slow.example/", deadlineMs: 50 }));
    await expect(request).rejects.toMatchObject({ code: "deadline_exceeded", stage: "connecting" });
  });

  it("counts redirects into the one deadline", async () => {
    const listener = await listen({
      onRequest: (socket) => void setTimeout(() => socket.write(answer("", "location: /again\r\n", "302 Found")), 40),
    });
    const request = egressTo(listener).request(get(listener, { deadlineMs: 150, redirect: { max: 100 } }));
    await expect(request).rejects.toMatchObject({ code: "deadline_exceeded" });
  });

  it("gives a waiting call up without harm to the connection it waited for", async () => {
    const waiting: (() => void)[] = [];
    const listener = await listen({ onRequest: (socket) => waiting.push(() => socket.write(answer("late"))) });
    const egress = egressTo(listener, { maxConnectionsPerOrigin: 1 });
    const first = egress.request(get(listener));
    await expect(egress.request(get(listener, { deadlineMs: 50 }))).rejects.toMatchObject({
      code: "deadline_exceeded",
      stage: "connecting",
    });
    waiting.shift()?.();
    expect((await first).body.toString()).toBe("late");
    const third = egress.request(get(listener));
    while (waiting.length === 0) await setImmediate();
    waiting.shift()?.();
    expect((await third).body.toString()).toBe("late");
    expect(listener.connections).toBe(1);
    expect(listener.heard.match(/GET/g)).toHaveLength(2);
  });

  it("throws the caller's own reason when the signal aborts, before or during, and lets the connection go", async () => {
    const listener = await listen({});
    const egress = egressTo(listener);
    const gone = new Error("The client left.");
    await expect(egress.request(get(listener, { signal: AbortSignal.abort(gone) }))).rejects.toBe(gone);
    expect(listener.connections).toBe(0);
    const controller = new AbortController();
    const request = egress.request(get(listener, { signal: controller.signal }));
    while (!listener.heard.includes("\r\n\r\n")) await setImmediate();
    controller.abort(gone);
    await expect(request).rejects.toBe(gone);
    while (listener.open.size > 0) await setImmediate();
  });
});

describe("compressed answers", () => {
  const plain = JSON.stringify({ pages: Array.from({ length: 100 }, (_, id) => ({ id })) });
  it.each([
    { encoding: "gzip", body: gzipSync(plain) },
    { encoding: "deflate", body: deflateSync(plain) },
    { encoding: "br", body: brotliCompressSync(plain) },
  ])("are read when they come in $encoding", async ({ encoding, body }) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n\r\n`;
    const listener = await listen({ onRequest: say(Buffer.concat([Buffer.from(head), body])) });
    const response = await egressTo(listener).request(get(listener));
    expect(response.body.toString()).toBe(plain);
    expect(response.bytesReceived).toBe(body.length);
  });

  it("are refused when they unfold past the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
    const listener = await listen({ onRequest: say(Buffer.concat([Buffer.from(head), bomb])) });
    await expect(egressTo(listener).request(get(listener))).rejects.toMatchObject({ code: "too_large" });
  });
});

const tls = () =>
  listen({
    create: (onConnection) => createTlsServer({ cert: testCertificate, key: testCertificateKey }, onConnection),
    onRequest: say(answer("sealed")),
  });

describe("certificates", () => {
  it("are refused when nobody that is trusted signed them", async () => {
    const listener = await tls();
    const request = egressTo(listener).request(get(listener, { url: `https://tls.example:${listener.port}/` }));
    await expect(request).rejects.toMatchObject({
      code: "upstream_failed",
      stage: "connecting",
      message: /not trusted/,
    });
    expect(listener.heard).toBe("");
  });

  it("are accepted when the operator added their authority, for names and addresses", async () => {
    const listener = await tls();
    const egress = egressTo(listener, { extraCas: [testCertificate] });
    for (const host of ["tls.example", "127.0.0.1"]) {
      const response = await egress.request(get(listener, { url: `https://${host}:${listener.port}/` }));
      expect(response.body.toString()).toBe("sealed");
    }
  });

  it("are refused for another name", async () => {
    const listener = await tls();
    const egress = egressTo(listener, { extraCas: [testCertificate], allowedPrivateNetworks: ["127.0.0.1"] });
    const request = egress.request(get(listener, { url: `https://other.example:${listener.port}/` }));
    await expect(request).rejects.toMatchObject({ code: "upstream_failed", message: /not trusted/ });
  });
});

describe("places that the operator opened", () => {
  it("are reached under an IPv6 literal", async ({ skip }) => {
    const listener = await startListenerIfPossible({ host: "::1", onRequest: say(answer("six")) });
    if (!listener) {
      skip("This machine has no IPv6 loopback.");
      return;
    }
    opened.push(listener);
    const egress = egressTo(listener, { allowedPrivateNetworks: [`[::1]:${listener.port}`] });
    expect((await egress.request(get(listener))).body.toString()).toBe("six");
  });

  it("are reached by the system's own look-up of localhost, on that port alone", async () => {
    const listener = await listen(answer("home"));
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: [`localhost:${listener.port}`] });
    opened.push(egress);
    const url = `http://localhost:${listener.port}/`;
    expect((await egress.request(get(listener, { url }))).body.toString()).toBe("home");
    await expect(egress.request(get(listener))).rejects.toMatchObject({ code: "egress_refused" });
  });
});
