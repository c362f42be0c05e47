import type { ArgumentOverride, GeneratedTool, ToolOverride } from "@breezeway/core";
import { get, isObject, listAt, objectAt, put, sameJson, textAt, textsAt } from "../json/json-object.ts";
import type { OverrideConflict } from "./diff.ts";
import type { ToolPair } from "./match-tools.ts";

export interface CarriedOverrides {
  readonly carried: Record<string, ToolOverride>;
  readonly conflicts: readonly OverrideConflict[];
}

/** The owner's edits under their new keys; whatever the new document contradicts is named. */
export const carryOverrides = (
  overrides: Readonly<Record<string, ToolOverride>>,
  pairs: readonly ToolPair[],
  after: readonly GeneratedTool[],
): CarriedOverrides => {
  const carried: Record<string, ToolOverride> = {};
  const conflicts: OverrideConflict[] = [];
  const byKey = new Map(pairs.map((pair) => [pair.before.operation.key, pair]));
  for (const [key, override] of Object.entries(overrides)) {
    const pair = byKey.get(key);
    if (pair === undefined) {
      put(carried, key, override);
      conflicts.push({
        key,
        tool: override.name ?? key,
        field: "tool",
        message: "The tool is gone; its edits are kept and come back with it.",
        resolution: "kept",
      });
      continue;
    }
    const own = new OverrideCheck(pair, override, after);
    put(carried, pair.after.operation.key, own.checked());
    conflicts.push(...own.conflicts);
  }
  return { carried, conflicts };
};

class OverrideCheck {
  readonly conflicts: OverrideConflict[] = [];
  private readonly pair: ToolPair;
  private readonly override: ToolOverride;
  private readonly after: readonly GeneratedTool[];

  constructor(pair: ToolPair, override: ToolOverride, after: readonly GeneratedTool[]) {
    this.pair = pair;
    this.override = override;
    this.after = after;
  }

  checked(): ToolOverride {
    this.checkWords();
    this.checkAnnotations();
    const { arguments: args, ...rest } = this.override;
    const kept: Record<string, ArgumentOverride> = {};
    for (const [argument, edit] of Object.entries(args ?? {}))
      if (this.checkArgument(argument, edit)) put(kept, argument, edit);
    return Object.keys(kept).length > 0 ? { ...rest, arguments: kept } : rest;
  }

  private add(conflict: Omit<OverrideConflict, "key" | "tool">): void {
    const { after } = this.pair;
    this.conflicts.push({ key: after.operation.key, tool: this.override.name ?? after.name, ...conflict });
  }

  private checkWords(): void {
    const { before, after } = this.pair;
    const { name, title, description } = this.override;
    const rival = this.after.find((tool) => tool !== after && tool.name === name);
    if (name !== undefined && rival !== undefined)
      this.add({
        field: "name",
        message: `A tool of the new document is named ${name} too; that one will step aside.`,
        resolution: "kept",
      });
    if (title !== undefined && before.title !== after.title)
      this.add({
        field: "title",
        message: `The document's title is now “${after.title}”; yours stays.`,
        resolution: "kept",
      });
    if (description !== undefined && before.description !== after.description)
      this.add({
        field: "description",
        message: "The document's description changed; yours stays.",
        resolution: "kept",
      });
  }

  private checkAnnotations(): void {
    const { before, after } = this.pair;
    const edited = this.override.annotations;
    if (edited === undefined || sameJson({ ...before.annotations }, { ...after.annotations })) return;
    this.add({
      field: "annotations",
      message: "The document's hints changed; yours stay. Check that they still hold.",
      resolution: "kept",
    });
  }

  /** Whether the edit of an argument still has something to act on. */
  private checkArgument(argument: string, edit: ArgumentOverride): boolean {
    const { before, after } = this.pair;
    const schema = get(objectAt(after.inputSchema, "properties") ?? {}, argument);
    if (!isObject(schema)) {
      this.add({
        field: "argument",
        argument,
        message: `${argument} is gone; its edit is dropped.`,
        resolution: "dropped",
      });
      return false;
    }
    const isRequired = textsAt(after.inputSchema, "required").includes(argument);
    if (edit.hidden === true && isRequired && edit.fixed === undefined)
      this.add({
        field: "argument",
        argument,
        message: `${argument} is hidden but required now; give it a fixed value.`,
        resolution: "kept",
      });
    const value = edit.fixed ?? edit.default;
    const values = listAt(schema, "enum");
    if (value !== undefined && values.length > 0 && !values.some((item) => sameJson(item, value)))
      this.add({
        field: "argument",
        argument,
        message: `${JSON.stringify(value)} is not among the values that ${argument} takes now.`,
        resolution: "kept",
      });
    const type = textAt(schema, "type");
    if (value !== undefined && values.length === 0 && type !== undefined && !fits(value, type))
      this.add({
        field: "argument",
        argument,
        message: `${argument} takes ${type} now; the value set for it is another type.`,
        resolution: "kept",
      });
    const old = get(objectAt(before.inputSchema, "properties") ?? {}, argument);
    if (edit.description !== undefined && isObject(old) && textAt(old, "description") !== textAt(schema, "description"))
      this.add({
        field: "argument",
        argument,
        message: `The document describes ${argument} differently; your text stays.`,
        resolution: "kept",
      });
    return true;
  }
}

const fits = (value: unknown, type: string): boolean => {
  switch (type) {
    case "string":
      return typeof value === "string" || typeof value === "number";
    case "integer":
    case "number":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
      );
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    default:
      return typeof value === "object";
  }
};
