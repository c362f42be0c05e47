import type { ServerResponse } from "node:http";
import type { Body } from "../scripted-model.ts";
import { planFor, startEvents } from "./plan.ts";

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export const answerResponses = (body: Body, response: ServerResponse, tool: RegExp): void => {
  const plan = planFor(body, body["input"], tool);
  const item =
    plan.kind === "call"
      ? {
          type: "function_call",
          id: "fc_scripted",
          call_id: "call_scripted",
          arguments: "{}",
          ...placeOf(body, plan.name),
        }
      : {
          type: "message",
          id: "msg_scripted",
          role: "assistant",
          content: [{ type: "output_text", text: plan.text, annotations: [] }],
        };
  const send = startEvents(response);
  const emit = (data: { readonly type: string } & Body): void => send(data.type, data);
  emit({ type: "response.created", response: { id: "resp_scripted" } });
  emit({ type: "response.output_item.done", output_index: 0, item });
  const usage = {
    input_tokens: 1,
    input_tokens_details: null,
    output_tokens: 1,
    output_tokens_details: null,
    total_tokens: 2,
  };
  emit({ type: "response.completed", response: { id: "resp_scripted", usage } });
  response.end();
};

/** A tool inside a namespace is called by both names. */
const placeOf = (body: Body, name: string): { readonly name: string; readonly namespace?: string } => {
  const tools = Array.isArray(body["tools"])
    ? (body["tools"] as { type?: string; name?: string; tools?: { name?: string }[] }[])
    : [];
  const namespace = tools.find(
    (entry) => entry.type === "namespace" && entry.tools?.some((inner) => inner.name === name),
  )?.name;
  return namespace === undefined ? { name } : { name, namespace };
};
