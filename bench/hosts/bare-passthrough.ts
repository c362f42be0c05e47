// The least a passthrough host can do: parse the JSON-RPC message, forward with the caller's bearer, wrap the answer.
// The yardstick of the call benchmark; it checks, limits, validates and audits nothing.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { Pool } from "undici";

const [port, upstream] = [Number(process.env["PORT"]), process.env["UPSTREAM"] ?? ""];
const pool = new Pool(upstream, { connections: 256 });
const app = new Hono();

app.post("/mcp", async (context) => {
  const message: { id: number; params: { arguments: { id: string } } } = await context.req.json();
  const { body } = await pool.request({
    method: "GET",
    path: `/pages/${encodeURIComponent(message.params.arguments.id)}`,
    headers: { authorization: context.req.header("authorization") ?? "", accept: "application/json" },
  });
  const text = await body.text();
  return context.json({
    jsonrpc: "2.0",
    id: message.id,
    result: { content: [{ type: "text", text }], isError: false, resultType: "complete" },
  });
});

serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => process.stdout.write("ready\n"));
