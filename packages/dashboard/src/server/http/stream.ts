import type { PublicContext } from "../context.ts";
import { describeError } from "./respond-error.ts";

const encoder = new TextEncoder();

/** Sends chunks as they come; when the reader goes away the source is told to stop. */
export const streamText = (chunks: AsyncIterable<string>, ctx: PublicContext, onCancel: () => void): ReadableStream => {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        // The head is sent already: the reader sees the answer cut off, the log says why.
        ctx.log.error({ error, requestId: ctx.requestId }, "A streamed answer was cut off");
        controller.error(error);
      }
    },
    cancel: async () => {
      onCancel();
      await iterator.return?.();
    },
  });
};

/** Server-sent events, one for each object, named by its `type`; an error is the last event. */
export async function* eventText(
  events: AsyncIterable<{ readonly type: string }>,
  ctx: PublicContext,
): AsyncGenerator<string> {
  try {
    for await (const event of events) yield formatEvent(event);
  } catch (error) {
    const { body } = describeError(error, ctx.requestId, ctx.log);
    yield formatEvent({ type: "error", ...body });
  }
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
const formatEvent = (event: { readonly type: string }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
