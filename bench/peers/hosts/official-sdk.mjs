// The official v2 SDK as its documentation serves it: createMcpHandler with a fresh McpServer for each request, plain JSON.
import { serve } from "@hono/node-server";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { Pool } from "undici";
import { z } from "zod";

const [port, upstream, tools] = [Number(process.env.PORT), process.env.UPSTREAM, Number(process.env.TOOLS)];
const pool = new Pool(upstream, { connections: 256 });
const inputSchema = z.object({ id: z.string() });

const createServer = ({ requestInfo }) => {
  const server = new McpServer({ name: "peer", version: "1" });
  const authorization = requestInfo.headers.get("authorization") ?? "";
  server.registerTool("getPage", { description: "Read a page", inputSchema }, async ({ id }) => {
    const { body } = await pool.request({
      method: "GET",
      path: `/pages/${encodeURIComponent(id)}`,
      headers: { authorization, accept: "application/json" },
    });
    return { content: [{ type: "text", text: await body.text() }] };
  });
  for (let index = 1; index < tools; index += 1)
    server.registerTool(`tool-${index}`, { description: "Another tool", inputSchema }, () => ({ content: [] }));
  return server;
};

const handler = createMcpHandler(createServer, { responseMode: "json" });
const fetch = async (request) => handler.fetch(request, { parsedBody: await request.json() });
serve({ fetch, port, hostname: "127.0.0.1" }, () => process.stdout.write("ready\n"));
