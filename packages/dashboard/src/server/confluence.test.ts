import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteOutput } from "./api/routes.ts";
import { readEvents } from "./testing/documents.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const specs = process.env["BREEZEWAY_SPECS"] ?? fileURLToPath(new URL("../../../../../shared/specs", import.meta.url));
const fileOf = (name: string) => join(specs, "confluence", name);

/** Longest pause of this thread, and its own processor time, which other work of the machine does not stretch. */
const pausesOf = async (work: () => Promise<unknown>) => {
  const delay = monitorEventLoopDelay({ resolution: 2 });
  const cpuBefore = process.threadCpuUsage();
  delay.enable();
  const startedAt = performance.now();
  await work();
  await setTimeout(10);
  delay.disable();
  const cpu = process.threadCpuUsage(cpuBefore);
  return {
    ms: performance.now() - startedAt,
    longestPauseMs: delay.max / 1e6,
    cpuMs: (cpu.user + cpu.system) / 1_000,
  };
};

// Real documents are not part of the repository: without them there is nothing to test here.
const isPresent = existsSync(fileOf("cloud-v2.2026-07.json"));
if (!isPresent) console.warn(`Skipped: there is no Confluence document in ${specs} (BREEZEWAY_SPECS).`);

describe.skipIf(!isPresent)("Confluence Cloud, v2 and v1 in one server", () => {
  let dashboard: TestDashboard;
  let team: Team;
  const times = new Map<string, number>();

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
  }, 60_000);
  afterAll(() => dashboard.close());

  const timed = async <Result>(name: string, work: Promise<Result>): Promise<Result> => {
    const startedAt = performance.now();
    const result = await work;
    times.set(name, performance.now() - startedAt);
    return result;
  };

  const inspect = async (name: string) => {
    const source = {
      kind: "upload" as const,
      fileName: name,
      content: (await readFile(fileOf(name))).toString("base64"),
    };
    const params = { workspace: team.workspace.slug };
    const answer = await team.owner.browser.call("previewImport", { params, body: { source } });
    const last = readEvents<RouteOutput<"previewImport">>(answer.text).at(-1);
    if (last?.type !== "result") throw new Error(answer.text.slice(0, 500));
    return { source, preview: last.preview };
  };

  it("is created, curated and published with every tool, each page in good time", async () => {
    const { browser } = team.owner;
    const workspace = team.workspace.slug;
    const v2 = await timed("inspect", inspect("cloud-v2.2026-07.json"));
    const v1 = await inspect("cloud-v1.2026-07.json");
    expect(v2.preview.tools).toHaveLength(218);
    const variables = { cloudId: { from: "grant" as const, name: "cloudId" } };
    const sourceOf = ({ source, preview }: typeof v2, baseUrl: string) => ({
      source,
      documentHash: preview.documentHash,
      baseUrl,
      variables,
      enabled: preview.tools.map(({ key }) => key),
    });
    const sources = [
      sourceOf(v2, "https://api.atlassian.com/ex/confluence/{cloudId}/wiki/api/v2"),
      sourceOf(v1, "https://api.atlassian.com/ex/confluence/{cloudId}"),
    ];
    const body = { name: "Confluence", slug: "confluence", sources, credential: { mode: "passthrough" as const } };
    const created = await timed("create", browser.get("createServer", { params: { workspace }, body }));
    expect(created).toMatchObject({ toolsEnabled: 218 + v1.preview.tools.length, missing: [] });
    expect(created.computedScopes).toContain("read:page:confluence");
    const params = { workspace, server: "confluence" };
    const { tools } = await timed("tools", browser.get("listTools", { params }));
    await timed("server", browser.get("getServer", { params }));
    const { release } = await timed("publish", browser.get("publish", { params, body: { acceptWarnings: true } }));
    expect(release.tools).toBe(tools.length);
    expect(await timed("draft", browser.get("getDraft", { params }))).toMatchObject({ state: "same_as_live" });
    await timed("select", browser.get("selectTools", { params, body: { rule: "read_only" } }));
    const draft = await timed("changed draft", browser.get("getDraft", { params }));
    expect(draft).toMatchObject({ state: "unpublished_changes", canPublish: true });
    expect(draft.changes[0]).toMatchObject({ kind: "removed", breaking: true });
    // Far above what is seen, so that a busy machine does not fail it and a quadratic step does.
    for (const [name, ms] of times) expect(ms, name).toBeLessThan(10_000);
    if (process.env["BREEZEWAY_TIMES"] !== undefined) console.table(Object.fromEntries(times));
  }, 120_000);

  it("leaves this thread to its work while drafts are compiled, compared and edited", async () => {
    const { browser } = team.owner;
    const params = { workspace: team.workspace.slug, server: "confluence" };
    const { tools } = await browser.get("listTools", { params });
    const [tool] = tools;
    if (!tool) throw new Error("There is no tool.");
    const { sourceId, key } = tool;
    const measured: Record<string, Awaited<ReturnType<typeof pausesOf>>> = {};
    for (const round of ["first", "second"]) {
      const edits = [{ sourceId, key, title: `Title of the ${round} round` }];
      measured[`edit, ${round}`] = await pausesOf(() => browser.get("editTools", { params, body: { edits } }));
      for (const again of ["", " again"]) {
        measured[`tools, ${round}${again}`] = await pausesOf(() => browser.get("listTools", { params }));
        measured[`tool, ${round}${again}`] = await pausesOf(() =>
          browser.get("getTool", { params, query: { sourceId, key } }),
        );
        measured[`draft, ${round}${again}`] = await pausesOf(() => browser.get("getDraft", { params }));
      }
    }
    measured["publish"] = await pausesOf(() => browser.get("publish", { params, body: { acceptWarnings: true } }));
    if (process.env["BREEZEWAY_TIMES"] !== undefined) console.table(measured);
    // Wall time depends on the machine's other work; the thread's own processor time bounds every pause it made.
    for (const [name, { cpuMs }] of Object.entries(measured)) expect(cpuMs, name).toBeLessThan(50);
  }, 120_000);
});
