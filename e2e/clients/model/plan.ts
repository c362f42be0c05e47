import type { ServerResponse } from "node:http";
import type { Body } from "../scripted-model.ts";

/** What to say next: ask for the tool while no result is there, repeat the result afterwards. */
export type Plan = { readonly kind: "call"; readonly name: string } | { readonly kind: "say"; readonly text: string };

const resultPattern = /"(?:type|role)":"(?:tool_result|function_call_output|tool)"/;

export const planFor = (body: Body, history: unknown, tool: RegExp): Plan => {
  const text = JSON.stringify(history ?? []);
  if (resultPattern.test(text)) return { kind: "say", text: `The tool said: ${text.slice(-4_000)}` };
  const name = toolNames(body["tools"]).find((known) => tool.test(known));
  return name === undefined ? { kind: "say", text: "I see no such tool." } : { kind: "call", name };
};

/** Tools stand plainly, below `function`, or in a namespace of their server. */
const toolNames = (tools: unknown): string[] =>
  (Array.isArray(tools) ? tools : []).flatMap((entry: unknown) => {
    const {
      name,
      function: inner,
      tools: nested,
    } = entry as { name?: string; function?: { name?: string }; tools?: unknown };
    return [
      ...(name === undefined ? [] : [name]),
      ...(inner?.name === undefined ? [] : [inner.name]),
      ...toolNames(nested),
    ];
  });

export const startEvents = (response: ServerResponse): ((event: string | undefined, data: unknown) => void) => {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  return (event, data) => {
    response.write(`${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
  };
};
