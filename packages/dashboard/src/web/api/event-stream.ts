export interface ServerSentEvent {
  event: string;
  data: string;
}

/** Splits received text into whole events and what is left over. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
export const splitEvents = (received: string): { events: ServerSentEvent[]; rest: string } => {
  const blocks = received.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const events: ServerSentEvent[] = [];
  for (const block of blocks) {
    let event = "message";
    const data: string[] = [];
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":");
      if (colon <= 0) continue;
      const value = line.slice(colon + 1).replace(/^ /, "");
      if (line.slice(0, colon) === "event") event = value;
      if (line.slice(0, colon) === "data") data.push(value);
    }
    if (data.length > 0) events.push({ event, data: data.join("\n") });
  }
  return { events, rest };
};

/** The events of an answer as they come. */
export async function* readEvents(answer: Response): AsyncGenerator<ServerSentEvent> {
  if (answer.body === null) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = splitEvents(received + value);
    received = rest;
    yield* events;
  }
}
