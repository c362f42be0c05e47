import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerAnthropic } from "./model/anthropic.ts";
import { answerChat } from "./model/chat.ts";
import { answerResponses } from "./model/responses.ts";

export interface ScriptedModel {
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export type Body = Readonly<Record<string, unknown>>;

/** A model with one idea: it asks for one tool, and repeats what the tool answered. Speaks the three APIs of the field. */
export const startScriptedModel = async (tool: RegExp): Promise<ScriptedModel> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    asked.push(`${request.method} ${path}`);
    readBody(request).then(
      (body) => answer(path, body, response),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  const answer = (path: string, body: Body, response: ServerResponse): void => {
    if (path.endsWith("/messages")) answerAnthropic(body, response, tool);
    else if (path.endsWith("/responses")) answerResponses(body, response, tool);
    else if (path.endsWith("/chat/completions")) answerChat(body, response, tool);
    else
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":[],"models":[],"input_tokens":1}');
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const readBody = async (request: IncomingMessage): Promise<Body> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text.startsWith("{") ? (JSON.parse(text) as Body) : {};
};
