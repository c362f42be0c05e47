// Reads and parses the request, then answers a constant body of the size asked for: the yardstick of the list benchmark.
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const [port, bytes] = [Number(process.env["PORT"]), Number(process.env["ANSWER_BYTES"])];
// As bytes: encoding a string of this size at each answer would flatter whatever stands beside it.
const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "x".repeat(Math.max(0, bytes - 42)) }));
const app = new Hono();

app.post("/mcp", async (context) => {
  await context.req.json();
  return context.body(body, 200, { "content-type": "application/json" });
});

serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => process.stdout.write("ready\n"));
