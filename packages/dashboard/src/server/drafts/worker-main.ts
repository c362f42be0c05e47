import { parentPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type { FromDraftWorker, ToDraftWorker } from "./draft-messages.ts";
import { toWire } from "./draft-messages.ts";
import { createDraftReader } from "./draft-reader.ts";
import type { OpenQuestion } from "./draft-reader.ts";

const serve = (port: MessagePort): void => {
  const reader = createDraftReader();
  const waiting = new Map<number, OpenQuestion>();
  const send = (message: FromDraftWorker): void => port.postMessage(message);

  const answer = (id: number, question: OpenQuestion): void => {
    const value = question.answer();
    send({ type: "answer", id, answer: value, bytes: JSON.stringify(value).length });
  };
  const receive = (message: ToDraftWorker): void => {
    const { id } = message;
    if (message.type !== "ask") {
      const open = waiting.get(id);
      waiting.delete(id);
      if (message.type === "forget") return;
      open?.supply(message.supplies);
      if (open) answer(id, open);
      return;
    }
    const open = reader.open(message.sketch, message.question);
    const { needs } = open;
    if (needs.imports.length + needs.releases.length === 0) return answer(id, open);
    waiting.set(id, open);
    send({ type: "need", id, needs });
  };

  port.on("message", (message: ToDraftWorker) => {
    try {
      receive(message);
    } catch (error) {
      send({ type: "failed", id: message.id, error: toWire(error) });
    }
  });
};

if (parentPort !== null) serve(parentPort);
