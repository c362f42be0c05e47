import type { ServerResponse } from "node:http";
import type { Body } from "../scripted-model.ts";
import { planFor, startEvents } from "./plan.ts";

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export const answerChat = (body: Body, response: ServerResponse, tool: RegExp): void => {
  const plan = planFor(body, body["messages"], tool);
  const delta =
    plan.kind === "call"
      ? {
          role: "assistant",
          tool_calls: [
            { index: 0, id: "call_scripted", type: "function", function: { name: plan.name, arguments: "{}" } },
          ],
        }
      : { role: "assistant", content: plan.text };
  const finish = plan.kind === "call" ? "tool_calls" : "stop";
  const send = startEvents(response);
  send(undefined, chunk({ index: 0, delta, finish_reason: null }));
  send(undefined, {
    ...chunk({ index: 0, delta: {}, finish_reason: finish }),
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  });
  response.end("data: [DONE]\n\n");
};

const chunk = (choice: object) => ({
  id: "scripted",
  object: "chat.completion.chunk",
  created: 0,
  model: "scripted",
  choices: [choice],
});
