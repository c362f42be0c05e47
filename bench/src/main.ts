// Breezeway beside a bare host and a constant answer, as CPU ratios within one run.
// Usage: npm run bench [-- --runs 5 --requests 6000 --only call|list]
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  startBarePassthrough,
  startBreezeway,
  startConstantAnswer,
  startUpstream,
  writePageDocument,
} from "./hosts.ts";
import type { HostProcess } from "./host-process.ts";
import { compare, printComparison } from "./pair.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    requests: { type: "string", default: "6000" },
    only: { type: "string" },
  },
});
const options = { runs: Number(values.runs), requests: Number(values.requests) };
const specs =
  process.env["BREEZEWAY_SPECS"] ?? resolve(fileURLToPath(new URL("../../../shared/specs", import.meta.url)));

const modernHeaders = (method: string, name?: string) => ({
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  authorization: "Bearer bench-token-not-a-secret",
  "mcp-protocol-version": "2026-07-28",
  "mcp-method": method,
  ...(name && { "mcp-name": name }),
});

const modernBody = (method: string, params: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method,
    params: {
      ...params,
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
      },
    },
  });

const benchCall = async (): Promise<void> => {
  const upstream = await startUpstream();
  const hosts: HostProcess[] = [upstream];
  try {
    const breezeway = await startBreezeway({
      document: await writePageDocument(),
      baseUrl: upstream.url,
      auth: "passthrough",
    });
    hosts.push(breezeway);
    const bare = await startBarePassthrough(upstream.url);
    hosts.push(bare);
    const request = {
      headers: modernHeaders("tools/call", "getPage"),
      body: modernBody("tools/call", { name: "getPage", arguments: { id: "65601" } }),
    };
    const sides = [
      { name: "Breezeway, audit relaxed", host: breezeway, ...request },
      { name: "bare Hono + undici", host: bare, ...request },
    ];
    printComparison("tools/call, a 4 kB page, 32 connections", await compare(sides, options), 1.6);
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
  }
};

const benchList = async (): Promise<void> => {
  const document = `${specs}/confluence/cloud-v2.2026-07.json`;
  if (!existsSync(document)) {
    console.log("\nSkipped tools/list: it needs Atlassian's Confluence Cloud v2 document below BREEZEWAY_SPECS.");
    return;
  }
  const breezeway = await startBreezeway({ document, baseUrl: "http://127.0.0.1:9", auth: "none" });
  const hosts: HostProcess[] = [breezeway];
  try {
    const request = { headers: modernHeaders("tools/list"), body: modernBody("tools/list", {}) };
    const answer = await fetch(breezeway.url, { method: "POST", ...request });
    const bytes = (await answer.arrayBuffer()).byteLength;
    const constant = await startConstantAnswer(bytes);
    hosts.push(constant);
    const sides = [
      { name: "Breezeway", host: breezeway, ...request },
      { name: "constant answer", host: constant, ...request },
    ];
    printComparison(`tools/list, first page, ${bytes} bytes, 32 connections`, await compare(sides, options), 1.4);
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
  }
};

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores; ${options.runs} runs of ${options.requests} requests a side, in turn.`,
);
if (values.only !== "list") await benchCall();
if (values.only !== "call") await benchList();
