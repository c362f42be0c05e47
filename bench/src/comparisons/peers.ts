import { startBarePassthrough, startBreezeway, startPeer, startUpstream, writePageDocument } from "../hosts.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { legacyCall, modernCall } from "../requests.ts";
import { withHosts } from "./with-hosts.ts";

/** The same call through hosts that others build MCP servers with. */
export const comparePeers = (options: LoadOptions): Promise<Section> =>
  withHosts(async (started) => {
    const upstream = started(await startUpstream());
    const env = { UPSTREAM: upstream.url };
    const breezeway = started(
      await startBreezeway({ document: await writePageDocument(), baseUrl: upstream.url, auth: "passthrough" }),
    );
    const few = started(await startPeer("official-sdk", { ...env, TOOLS: "1" }));
    const many = started(await startPeer("official-sdk", { ...env, TOOLS: "200" }));
    const fastmcp = started(await startPeer("fastmcp", env));
    const bare = started(await startBarePassthrough(upstream.url));
    const rows = await compare(
      [
        { name: "@modelcontextprotocol/server 2.4, one tool", host: few, ...modernCall() },
        { name: "@modelcontextprotocol/server 2.4, 200 tools", host: many, ...modernCall() },
        { name: "fastmcp 4.20, stateless, one tool (2025-11-25)", host: fastmcp, ...legacyCall() },
        { name: "bare Hono + undici", host: bare, ...modernCall() },
        { name: "Breezeway", host: breezeway, ...modernCall() },
      ],
      { ...options, runs: Math.min(options.runs, 3), warmUpRequests: 5_000 },
    );
    return {
      title: "Peers",
      text: [
        "Each forwards the caller's bearer with undici and answers plain JSON. The official SDK is served as its documentation says, by `createMcpHandler` with a fresh `McpServer` for each request and the body parsed beforehand; FastMCP in stateless mode, its logger silent. Neither authenticates, limits or records; Breezeway does.",
        "Warm-up 5,000 requests, three runs: the slow sides would otherwise take most of the time.",
        tableOf(rows),
      ].join("\n\n"),
      verdicts: [],
    };
  });
