// FastMCP as its documentation configures it for stateless HTTP, with plain JSON answers in place of event streams.
import { FastMCP } from "fastmcp";
import { Pool } from "undici";
import { z } from "zod";

const [port, upstream] = [Number(process.env.PORT), process.env.UPSTREAM];
const pool = new Pool(upstream, { connections: 256 });

const silent = () => undefined;
const server = new FastMCP({
  // It would write a line for each request.
  logger: { debug: silent, error: silent, info: silent, log: silent, warn: silent },
  name: "peer",
  version: "1.0.0",
  authenticate: async (request) => ({ authorization: request.headers.authorization ?? "" }),
});
server.addTool({
  name: "getPage",
  description: "Read a page",
  parameters: z.object({ id: z.string() }),
  execute: async ({ id }, { session }) => {
    const { body } = await pool.request({
      method: "GET",
      path: `/pages/${encodeURIComponent(id)}`,
      headers: { authorization: session?.authorization ?? "", accept: "application/json" },
    });
    return body.text();
  },
});
await server.start({
  transportType: "httpStream",
  httpStream: { port, host: "127.0.0.1", endpoint: "/mcp", stateless: true, enableJsonResponse: true },
});
process.stdout.write("ready\n");
