import type { ServerResponse } from "node:http";
import type { Body } from "../scripted-model.ts";
import { planFor, startEvents } from "./plan.ts";

const usage = { input_tokens: 1, output_tokens: 1 };

/** https://docs.anthropic.com/en/api/messages-streaming */
export const answerAnthropic = (body: Body, response: ServerResponse, tool: RegExp): void => {
  const plan = planFor(body, body["messages"], tool);
  const reason = plan.kind === "call" ? "tool_use" : "end_turn";
  const whole =
    plan.kind === "call"
      ? { type: "tool_use", id: "toolu_scripted", name: plan.name, input: {} }
      : { type: "text", text: plan.text };
  const message = {
    id: "msg_scripted",
    type: "message",
    role: "assistant",
    model: "scripted",
    stop_sequence: null,
    usage,
  };
  if (body["stream"] !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ...message, content: [whole], stop_reason: reason }));
    return;
  }
  const send = startEvents(response);
  const emit = (data: { readonly type: string } & Body): void => send(data.type, data);
  emit({ type: "message_start", message: { ...message, content: [], stop_reason: null } });
  emit({
    type: "content_block_start",
    index: 0,
    content_block: plan.kind === "call" ? whole : { type: "text", text: "" },
  });
  const delta =
    plan.kind === "call" ? { type: "input_json_delta", partial_json: "{}" } : { type: "text_delta", text: plan.text };
  emit({ type: "content_block_delta", index: 0, delta });
  emit({ type: "content_block_stop", index: 0 });
  emit({ type: "message_delta", delta: { stop_reason: reason, stop_sequence: null }, usage });
  emit({ type: "message_stop" });
  response.end();
};
