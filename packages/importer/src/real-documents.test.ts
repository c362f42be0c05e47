import { readFile } from "node:fs/promises";
import path from "node:path";
import { generatedTool } from "@breezeway/core";
import type { JsonObject } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { brokenRules } from "./corpus/check-tools.ts";
import { runCorpus } from "./corpus/run-corpus.ts";
import { runMutations } from "./corpus/run-mutations.ts";
import { diffTools } from "./diff/diff-tools.ts";
import { importDocument } from "./import-document.ts";
import { get, isObject, listAt, objectAt, textAt } from "./json/json-object.ts";
import { createFileLoader } from "./loader/file-loader.ts";
import { createResolver } from "./references/resolver.ts";
import { noSpecs, specsFolder } from "./testing/import-sample.ts";

const specs = specsFolder();
const importReal = (name: string) => {
  const file = path.join(specs ?? "", name);
  return importDocument({ input: { kind: "file", path: file }, loader: createFileLoader(specs ?? "") });
};

const v2 = "confluence/cloud-v2.2026-07.json";

describe.skipIf(specs === undefined)(`real documents${specs === undefined ? `: ${noSpecs}` : ""}`, () => {
  it("become tools without a crash, a loss or a broken rule", { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    const outcome = await runCorpus(specs ?? "", { write: (line) => lines.push(line) });
    expect(lines.filter((line) => /CRASH|LOST|BROKEN/.test(line))).toEqual([]);
    expect(outcome.exitCode).toBe(0);
    expect(outcome.rows.length).toBeGreaterThanOrEqual(22);
    expect(outcome.rows.every((row) => row.refusal === undefined)).toBe(true);
  });

  it("keep Confluence v2 whole: 218 tools, at most 70 % of the naive 280 kB", async () => {
    const started = performance.now();
    const result = await importReal(v2);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(result.tools).toHaveLength(218);
    expect(brokenRules(result.tools, 45)).toEqual([]);
    expect(result.report.totals.listBytes).toBeLessThanOrEqual(280_000 * 0.7);
    for (const tool of result.tools) generatedTool.parse(tool);
  });

  it.each([v2, "confluence/cloud-v1.2026-07.json", "confluence/data-center-10.2.14.json", "corpus/jira-cloud-v3.json"])(
    "lose no parameter of %s, nor the description of one",
    async (name) => {
      const result = await importReal(name);
      const document = JSON.parse(await readFile(path.join(specs ?? "", name), "utf8")) as JsonObject;
      const resolver = createResolver(document);
      const problems: string[] = [];
      for (const tool of result.tools) {
        const item = objectAt(objectAt(document, "paths") ?? {}, tool.operation.path) ?? {};
        const operation = objectAt(item, tool.operation.method.toLowerCase()) ?? {};
        const shown = objectAt(tool.inputSchema, "properties") ?? {};
        for (const raw of [...listAt(item, "parameters"), ...listAt(operation, "parameters")]) {
          const parameter = resolver.follow(raw, "#");
          if (!parameter.ok) continue;
          const wire = textAt(parameter.node, "name") ?? "";
          if (/^(?:accept|content-type|authorization)$/i.test(wire)) continue;
          const binding = tool.operation.parameters.find(
            (item) => item.name === wire && item.in === textAt(parameter.node, "in"),
          );
          const property = binding?.argument === undefined ? undefined : get(shown, binding.argument);
          if (!isObject(property)) problems.push(`${tool.name}: ${wire} is lost`);
          else if (
            (textAt(parameter.node, "description") ?? "").trim() !== "" &&
            (textAt(property, "description") ?? "") === ""
          )
            problems.push(`${tool.name}: ${wire} is not described`);
        }
      }
      expect(problems).toEqual([]);
    },
  );

  it("know the scopes of Confluence's operations, classic and granular", async () => {
    const result = await importReal("confluence/cloud-v1.2026-07.json");
    const attach = result.tools.find(({ name }) => name === "createAttachment");
    expect(attach?.scopes).toEqual(["write:confluence-file"]);
    expect(attach?.scopeAlternatives).toContainEqual([
      "read:content-details:confluence",
      "write:attachment:confluence",
    ]);
    const pages = await importReal(v2);
    expect(new Set(pages.tools.flatMap(({ scopes }) => scopes)).size).toBeGreaterThanOrEqual(38);
  });

  it("bind Confluence's attachment upload with its file, its text parts and its anti-forgery header", async () => {
    const result = await importReal("confluence/cloud-v1.2026-07.json");
    const attach = result.tools.find(({ name }) => name === "createAttachment");
    expect(attach?.operation).toMatchObject({
      headers: { "x-atlassian-token": "no-check" },
      body: {
        mediaType: "multipart/form-data",
        encoding: { file: { file: true }, comment: { contentType: "text/plain; charset=utf-8" } },
      },
    });
  });

  it("keep every edit on 20 tools over the two releases of Confluence v2, or name its conflict", async () => {
    const [before, after] = [await importReal("confluence/cloud-v2.2025-02.json"), await importReal(v2)];
    const edited = [
      ...before.tools.filter(({ name }) =>
        ["setSpaceRoleAssignments", "putSpaceDefaultClassificationLevel", "createSpace"].includes(name),
      ),
      ...before.tools,
    ].slice(0, 20);
    const overrides = Object.fromEntries(
      edited.map((tool) => {
        const [argument = "none"] = Object.keys(objectAt(tool.inputSchema, "properties") ?? {}).toReversed();
        return [
          tool.operation.key,
          {
            title: `Mine: ${tool.title}`,
            description: "Mine.",
            arguments: { [argument]: { description: "Mine too." } },
          },
        ];
      }),
    );
    const diff = diffTools(before.tools, after.tools, overrides);
    expect([diff.added.length, diff.removed.length]).toEqual([30, 0]);
    expect(diff.breaking.map(({ tool, message }) => `${tool.name}: ${message}`)).toEqual([
      "createSpace: roleAssignments: it no longer takes object.",
      "setSpaceRoleAssignments: principal was removed.",
      "setSpaceRoleAssignments: roleId was removed.",
      "setSpaceRoleAssignments: body is new and required.",
      "putSpaceDefaultClassificationLevel: status was removed.",
    ]);
    for (const [key, override] of Object.entries(overrides)) {
      const carried = diff.overrides.carried[key];
      expect(carried).toMatchObject({ title: override.title, description: "Mine." });
      for (const argument of Object.keys(override.arguments)) {
        const isKept = Object.hasOwn(carried?.arguments ?? {}, argument);
        const isNamed = diff.overrides.conflicts.some(
          (conflict) => conflict.key === key && conflict.argument === argument,
        );
        expect([key, isKept || isNamed]).toEqual([key, true]);
      }
    }
  });

  it("assurance 10: give only results and typed errors when mutated", { timeout: 120_000 }, async () => {
    const files = [
      v2,
      "corpus/docker-engine-swagger2.yaml",
      "corpus/train-travel-3.1.json",
      "corpus/parameters-style-3.1.json",
      "corpus/petstore-v3.yaml",
      "corpus/tags-3.2.yaml",
    ];
    const outcome = await runMutations({
      files: files.map((file) => path.join(specs ?? "", file)),
      count: 150,
      seed: 7,
    });
    expect(outcome.failures).toEqual([]);
    expect(outcome.imported).toBeGreaterThan(30);
  });
});
