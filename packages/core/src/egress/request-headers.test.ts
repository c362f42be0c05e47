import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createEgress } from "./egress.ts";
import { EgressError } from "./exchange.ts";
import { answer, startListener } from "./test-listener.ts";

const hostile = [
  "\r",
  "\n",
  "\r\n",
  "\0",
  "\r\nx-injected: 1",
  "\n\tx-injected: 1",
  "\u010d\u010a",
  "\u560a",
  "嘊",
  "\u2028",
  "é",
  "\x7f",
  "\x1b",
  "😀",
  "%0d%0a",
  ": ",
  "\t",
];

const place = (text: string): string => {
  const at = randomInt(text.length + 1);
  return text.slice(0, at) + hostile[randomInt(hostile.length)] + text.slice(at);
};

/** What is wrong with the head of a request as it was heard; nothing, when all is well. */
const faultsOf = (heard: string, name: string): readonly string[] => {
  const [head = ""] = heard.split("\r\n\r\n");
  const [requestLine = "", ...lines] = head.split("\r\n");
  const names = lines.map((line) => line.split(":")[0]?.toLowerCase() ?? "");
  const expected = new Set(["connection", "content-length", "host", name.toLowerCase()]);
  const isWhole = names.length === expected.size && names.every((found) => expected.has(found));
  const isPlain =
    /^[!-~]+ [!-~]+ HTTP\/1\.1$/.test(requestLine) && lines.every((line) => /^[\t\x20-\xff]*$/.test(line));
  return isWhole && isPlain ? [] : [head];
};

describe("assurance 12: what is written on the wire", () => {
  it("has no header line but those given, whatever stands in any position of 10,000 requests", async () => {
    const recorder = await startListener({ onRequest: (socket) => socket.write(answer()) });
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: [`127.0.0.1:${recorder.port}`] });
    const faults: string[] = [];
    let sent = 0;
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      const parts = { method: "POST", path: "/wiki/pages", name: "x-given", value: "value", body: "body" };
      const part = (["method", "path", "name", "value", "body"] as const)[attempt % 5] ?? "path";
      parts[part] = place(parts[part]);
      recorder.heard = "";
      const request = egress.request({
        method: parts.method,
        url: `${recorder.origin}${parts.path}`,
        headers: { [parts.name]: parts.value },
        body: parts.body,
        deadlineMs: 5_000,
        maxResponseBytes: 100,
      });
      const [outcome] = await Promise.allSettled([request]);
      if (outcome.status === "fulfilled") {
        sent += 1;
        faults.push(...faultsOf(recorder.heard, parts.name));
      } else if (!(outcome.reason instanceof EgressError && outcome.reason.code === "egress_refused"))
        faults.push(String(outcome.reason));
    }
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(3_000);
    await egress.close();
    await recorder.close();
  });

  it.each([
    "Host",
    "content-length",
    "Transfer-Encoding",
    "connection",
    "Keep-Alive",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "proxy-authorization",
  ])("assurance 14: has no %s of the caller's", async (name) => {
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.1:9"] });
    const request = egress.request({
      method: "GET",
      url: "http://127.0.0.1:9/",
      headers: { [name]: "1" },
      deadlineMs: 1_000,
      maxResponseBytes: 1,
    });
    await expect(request).rejects.toThrow("is set by the connection itself");
  });

  it.each(["CONNECT", "", "GET /x HTTP/1.1\r\nx: y", "G T"])("has no method %j", async (method) => {
    const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.1:9"] });
    const request = egress.request({ method, url: "http://127.0.0.1:9/", deadlineMs: 1_000, maxResponseBytes: 1 });
    await expect(request).rejects.toMatchObject({ code: "egress_refused" });
  });
});
