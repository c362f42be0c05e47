import { setTimeout as delay } from "node:timers/promises";

/** Another process's heap, by its inspector: https://chromedevtools.github.io/devtools-protocol/v8/ */
export interface Inspector {
  /** Megabytes of heap in use after a full collection. */
  heapMb(): Promise<number>;
  close(): void;
}

export const openInspector = async (port: number): Promise<Inspector> => {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    readonly webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("The inspector does not answer.")), { once: true });
  });
  let lastId = 0;
  const ask = <Result>(method: string): Promise<Result> =>
    new Promise((resolve) => {
      const id = (lastId += 1);
      const onMessage = (event: MessageEvent): void => {
        const message = JSON.parse(String(event.data)) as { readonly id?: number; readonly result: Result };
        if (message.id !== id) return;
        socket.removeEventListener("message", onMessage);
        resolve(message.result);
      };
      socket.addEventListener("message", onMessage);
      socket.send(JSON.stringify({ id, method }));
    });
  return {
    heapMb: async () => {
      await ask("HeapProfiler.collectGarbage");
      await delay(200);
      await ask("HeapProfiler.collectGarbage");
      const { usedSize } = await ask<{ usedSize: number }>("Runtime.getHeapUsage");
      return usedSize / 1e6;
    },
    close: () => socket.close(),
  };
};
