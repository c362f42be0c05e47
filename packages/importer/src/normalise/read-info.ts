import type { GeneratedTool, JsonObject } from "@breezeway/core";
import { cleanText, shorten } from "../descriptions/clean-text.ts";
import type { DocumentTag } from "../import-result.ts";
import { get, isObject, listAt, objectAt, textAt } from "../json/json-object.ts";

export const readInfo = (root: JsonObject): { title: string; version: string; description: string } => {
  const info = objectAt(root, "info") ?? {};
  const version = get(info, "version");
  const text = textAt(info, "description") ?? textAt(info, "summary") ?? "";
  return {
    title: shorten(cleanText(textAt(info, "title") ?? ""), 200) || "Untitled API",
    version: typeof version === "string" || typeof version === "number" ? String(version).slice(0, 100) : "",
    description: shorten(cleanText(text), 2_000),
  };
};

/** Tags in the document's order, then those that only operations name. */
export const readTags = (root: JsonObject, tools: readonly Pick<GeneratedTool, "tags">[]): DocumentTag[] => {
  const counts = new Map<string, number>();
  for (const tool of tools) for (const tag of new Set(tool.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const declared = listAt(root, "tags")
    .filter(isObject)
    .flatMap((tag) => {
      const name = textAt(tag, "name");
      const parent = textAt(tag, "parent");
      if (name === undefined) return [];
      const description = shorten(cleanText(textAt(tag, "description") ?? textAt(tag, "summary") ?? ""), 500);
      return [{ name, description, ...(parent === undefined ? {} : { parent }), operations: counts.get(name) ?? 0 }];
    });
  const known = new Set(declared.map((tag) => tag.name));
  const others = [...counts].filter(([name]) => !known.has(name));
  return [...declared, ...others.map(([name, operations]) => ({ name, description: "", operations }))];
};
