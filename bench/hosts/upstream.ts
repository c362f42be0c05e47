// A constant API: every GET answers the same 4 kB page.
import { createServer } from "node:http";

const page = Buffer.from(
  JSON.stringify({
    id: "65601",
    status: "current",
    title: "Runbook: disk full on a build agent",
    spaceId: "32770",
    version: { number: 3 },
    body: { storage: { representation: "storage", value: "<p>Free space, then find what filled it.</p>".repeat(90) } },
  }),
);

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": page.length });
  response.end(page);
});

server.keepAliveTimeout = 60_000;
server.listen(Number(process.env["PORT"]), "127.0.0.1", () => process.stdout.write("ready\n"));
