import { defaultPolicy, serverId, ServiceError, sourceId, workspaceId } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { createBoundedMemory } from "./bounded-memory.ts";
import { createDraftDesk } from "./draft-desk.ts";
import type { Needs, Supplies } from "./draft-questions.ts";
import type { DraftSketch } from "./draft-sketch.ts";
import { createDraftWorker } from "./draft-worker.ts";

const sketchOf = (changes: Partial<DraftSketch> = {}): DraftSketch => ({
  workspace: { id: workspaceId.create(), slug: "acme" },
  server: {
    id: serverId.create(),
    slug: "notes",
    name: "Notes",
    description: "",
    instructions: "",
    iconUrl: null,
    websiteUrl: null,
    credential: { mode: "passthrough" },
    access: "credential",
    presentation: "all",
    policy: defaultPolicy,
  },
  sources: [
    {
      id: sourceId.create(),
      title: "Notes",
      baseUrl: "https://api.example.test",
      variables: {},
      importVersion: "1",
    },
  ],
  edits: [],
  ...changes,
});

const noTools = async (needs: Needs): Promise<Supplies> => ({
  imports: needs.imports.map((key) => ({ key, tools: "[]", definitions: "{}" })),
  releases: [],
});

const refuse = (): Promise<never> => Promise.reject(new ServiceError("conflict", { message: "It has changed." }));

const question = { kind: "tools" } as const;

describe("the desk for drafts", () => {
  it("answers once for the same content, and anew for another workspace, edit or import", async () => {
    const seen: DraftSketch[] = [];
    const desk = createDraftDesk({
      ask: async ({ sketch }) => {
        seen.push(sketch);
        return { value: { tools: [], from: sketch.workspace.id }, bytes: 20 };
      },
      stop: async () => undefined,
    });
    const sketch = sketchOf();
    const ask = (asked: DraftSketch) => desk.ask<"tools">({ sketch: asked, question, load: noTools });
    const [first, second] = await Promise.all([ask(sketch), ask(structuredClone(sketch))]);
    expect(second).toBe(first);
    expect(await ask(sketch)).toBe(first);
    expect(seen).toHaveLength(1);
    const [source] = sketch.sources;
    if (!source) throw new Error("There is no source.");
    await ask({ ...sketch, workspace: { ...sketch.workspace, id: workspaceId.create() } });
    await ask({ ...sketch, edits: [{ sourceId: source.id, key: "a", override: { title: "A" } }] });
    await ask({ ...sketch, sources: [{ ...source, importVersion: "2" }] });
    expect(seen).toHaveLength(4);
  });

  it("loads an import once, and tells a refusal of the loader from a failure of its own", async () => {
    const worker = createDraftWorker();
    const sketch = sketchOf();
    const loads: Needs[] = [];
    const load = (needs: Needs) => {
      loads.push(needs);
      return noTools(needs);
    };
    await expect(worker.ask({ sketch, question, load: refuse })).rejects.toMatchObject({ code: "conflict" });
    const { value, bytes } = await worker.ask({ sketch, question, load });
    expect(value).toMatchObject({ tools: [], sources: [{ title: "Notes" }] });
    expect(bytes).toBe(JSON.stringify(value).length);
    await worker.ask({ sketch, question, load });
    expect(loads).toHaveLength(1);
    const broken = sketchOf();
    await expect(
      worker.ask({
        sketch: broken,
        question,
        load: async ({ imports: [key = ""] }) => ({
          imports: [{ key, tools: "no JSON", definitions: "" }],
          releases: [],
        }),
      }),
    ).rejects.toThrow("The draft's worker failed");
    await worker.stop();
  });

  it("gives up what waits when it is stopped, and starts again when it is asked", async () => {
    const worker = createDraftWorker();
    const sketch = sketchOf();
    const waiting = worker.ask({ sketch, question, load: () => new Promise<never>(() => undefined) });
    const [refused] = await Promise.allSettled([waiting, worker.stop()]);
    expect(refused).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    expect(await worker.ask({ sketch, question, load: noTools })).toMatchObject({ value: { tools: [] } });
    await worker.stop();
  });
});

describe("a bounded memory", () => {
  it("lets go of what was used longest ago, and keeps nothing larger than itself", () => {
    const memory = createBoundedMemory<string>({ maxSize: 10 });
    memory.set("a", "A", 4);
    memory.set("b", "B", 4);
    expect(memory.get("a")).toBe("A");
    memory.set("c", "C", 4);
    expect([memory.get("a"), memory.get("b"), memory.get("c"), memory.size]).toEqual(["A", undefined, "C", 8]);
    memory.set("a", "larger", 11);
    expect([memory.get("a"), memory.size]).toEqual([undefined, 4]);
  });
});
