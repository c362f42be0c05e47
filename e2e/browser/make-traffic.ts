import type { Product } from "../support/product.ts";

const calls: readonly (readonly [tool: string, input: object])[] = [
  ["getPages", { limit: 5 }],
  ["getSpaces", {}],
  ["searchByCQL", { cql: 'text ~ "runbook"' }],
  ["getPageById", { id: "999999" }],
  ["getPages", { limit: "many" }],
  ["nothingHere", {}],
];

/** A few calls of every kind, so that charts and lists have something to show. */
export const makeTraffic = async (ready: Product["ready"]): Promise<void> => {
  const send = (token: string, [name, input]: (typeof calls)[number]) =>
    fetch(ready.mcpUrl, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2025-11-25",
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } }),
    });
  for (const call of [...calls, ...calls]) await send(ready.token, call);
  await send("obviously-wrong-token", ["getPages", {}]);
};
