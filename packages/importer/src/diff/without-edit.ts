import type { ArgumentOverride, ToolOverride } from "@breezeway/core";
import { isObject, put } from "../json/json-object.ts";
import type { OverrideConflict } from "./diff.ts";

/** An override without the one edit that a conflict is about: there the document holds again. */
export const withoutEdit = (override: ToolOverride, conflict: OverrideConflict): ToolOverride => {
  switch (conflict.field) {
    case "tool":
      return override.enabled === undefined ? {} : { enabled: override.enabled };
    case "name":
    case "title":
    case "description": {
      const { [conflict.field]: _dropped, ...rest } = override;
      return rest;
    }
    case "annotations": {
      const { annotations, ...rest } = override;
      const kept = without(annotations ?? {}, isObject(conflict.mine) ? Object.keys(conflict.mine) : []);
      return Object.keys(kept).length === 0 ? rest : { ...rest, annotations: kept };
    }
    case "argument":
      return withoutArgument(override, conflict);
  }
};

const withoutArgument = (override: ToolOverride, { argument, part }: OverrideConflict): ToolOverride => {
  const { arguments: edits = {}, ...rest } = override;
  const kept: Record<string, ArgumentOverride> = {};
  for (const [name, edit] of Object.entries(edits)) {
    const left = name === argument ? without(edit, partNames[part ?? "all"]) : edit;
    if (Object.keys(left).length > 0) put(kept, name, left);
  }
  return Object.keys(kept).length === 0 ? rest : { ...rest, arguments: kept };
};

const partNames: Record<NonNullable<OverrideConflict["part"]> | "all", readonly (keyof ArgumentOverride)[]> = {
  value: ["fixed", "default"],
  hidden: ["hidden"],
  description: ["description"],
  all: ["fixed", "default", "hidden", "description"],
};

const without = <Edits extends object>(edits: Edits, names: readonly string[]): Partial<Edits> =>
  // A subset of the entries of `edits`.
  Object.fromEntries(Object.entries(edits).filter(([name]) => !names.includes(name))) as Partial<Edits>;
