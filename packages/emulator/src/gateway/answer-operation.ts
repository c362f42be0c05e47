import { randomBytes } from "node:crypto";
import { Refusal } from "../content/refusal.ts";
import type { Answer, Call, Operation } from "../openapi/operation.ts";

/** Runs one operation; what it refuses on purpose becomes its exact answer. */
export const answerOperation = async (operation: Operation, call: Call): Promise<Response> => {
  try {
    return toResponse(await operation.handle(call));
  } catch (error) {
    if (error instanceof Refusal) return toResponse({ status: error.status, body: error.body });
    throw error;
  }
};

/** Every answer of the gateway carries the ids that Atlassian's support asks for. */
export const toResponse = (answer: Answer): Response => {
  const headers = new Headers({
    "atl-request-id": randomBytes(16).toString("hex"),
    "atl-traceid": randomBytes(8).toString("hex"),
    ...answer.headers,
  });
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
};
