import { describe, expect, it } from "vitest";
import { readEvents, splitEvents } from "./event-stream.ts";

describe("splitEvents", () => {
  it("keeps an unfinished event for later", () => {
    expect(splitEvents('event: progress\ndata: {"a":1}\n\nevent: res')).toEqual({
      events: [{ event: "progress", data: '{"a":1}' }],
      rest: "event: res",
    });
  });
  it("joins data lines and skips comments", () => {
    expect(splitEvents(": keep-alive\n\ndata: a\r\ndata: b\r\n\r\n").events).toEqual([
      { event: "message", data: "a\nb" },
    ]);
  });
});

describe("readEvents", () => {
  it("reads events cut anywhere by the network", async () => {
    const wire = new TextEncoder().encode("event: a\ndata: 1 ü\n\nevent: b\ndata: 2\n\n");
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (let at = 0; at < wire.length; at += 5) controller.enqueue(wire.slice(at, at + 5));
        controller.close();
      },
    });
    expect(await Array.fromAsync(readEvents(new Response(body)))).toEqual([
      { event: "a", data: "1 ü" },
      { event: "b", data: "2" },
    ]);
  });
});
