import type { ArgumentOverride, GeneratedTool, ToolOverride } from "@breezeway/core";
import { put } from "../json/json-object.ts";
import { checkArgument } from "./check-argument.ts";
import type { FoundConflict } from "./check-argument.ts";
import { checkAnnotations, checkName, checkText } from "./check-words.ts";
import type { OverrideConflict } from "./diff.ts";
import type { ToolPair } from "./match-tools.ts";
import { withoutEdit } from "./without-edit.ts";

export interface CarriedOverrides {
  readonly carried: Record<string, ToolOverride>;
  readonly conflicts: readonly OverrideConflict[];
}

/**
 * The owner's edits under their new keys. Where edit and new document speak against each other, the owner decides;
 * an edit that has nothing left to change is dropped and named.
 */
export const carryOverrides = (
  overrides: Readonly<Record<string, ToolOverride>>,
  pairs: readonly ToolPair[],
  tools: { readonly before: readonly GeneratedTool[]; readonly after: readonly GeneratedTool[] },
): CarriedOverrides => {
  const carried: Record<string, ToolOverride> = {};
  const conflicts: OverrideConflict[] = [];
  const byKey = new Map(pairs.map((pair) => [pair.before.operation.key, pair]));
  for (const [key, override] of Object.entries(overrides)) {
    const pair = byKey.get(key);
    if (pair === undefined) {
      put(carried, key, override);
      if (isEdited(override)) conflicts.push(orphaned(key, override));
      continue;
    }
    const { after } = pair;
    const found = [
      ...checkName(pair, override, tools),
      ...checkText("title", pair, override),
      ...checkText("description", pair, override),
      ...checkAnnotations(pair, override),
      ...Object.entries(override.arguments ?? {}).flatMap(([argument, edit]) => checkArgument(pair, argument, edit)),
    ];
    const own = found.map((conflict) => ({ key: after.operation.key, tool: override.name ?? after.name, ...conflict }));
    conflicts.push(...own);
    const kept = own.filter(({ resolution }) => resolution === "dropped").reduce(withoutEdit, tidy(override));
    put(carried, after.operation.key, kept);
  }
  return { carried, conflicts };
};

/** Being on or off is a choice that every document can be asked for: it is no edit of what one says. */
export const isEdited = ({ enabled: _enabled, ...edits }: ToolOverride): boolean => Object.keys(edits).length > 0;

const orphaned = (key: string, override: ToolOverride): OverrideConflict =>
  ({
    key,
    tool: override.name ?? key,
    field: "tool",
    message: "The tool is gone; its edits are kept and come back with it.",
    resolution: "kept",
  }) satisfies FoundConflict & { key: string; tool: string };

const tidy = ({ arguments: edits, ...rest }: ToolOverride): ToolOverride => {
  const kept: Record<string, ArgumentOverride> = {};
  for (const [argument, edit] of Object.entries(edits ?? {})) put(kept, argument, edit);
  return Object.keys(kept).length > 0 ? { ...rest, arguments: kept } : rest;
};
