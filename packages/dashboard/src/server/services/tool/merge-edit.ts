import type { ToolOverride } from "@breezeway/core";
import type { ToolEdit } from "../../api/tools.ts";

const fields = ["enabled", "name", "title", "description", "annotations"] as const;

/** An override after an edit: `null` takes a field back to the document, what is absent stays. Pure. */
export const mergeEdit = (before: ToolOverride, edit: ToolEdit): ToolOverride => {
  const merged: Record<string, unknown> = { ...before };
  for (const field of fields) {
    const value = edit[field];
    if (value === undefined) continue;
    if (value === null || (field === "enabled" && value === true)) delete merged[field];
    else merged[field] = value;
  }
  if (edit.arguments === null) delete merged["arguments"];
  else if (edit.arguments !== undefined) {
    const kept = Object.entries({ ...before.arguments, ...edit.arguments }).filter(
      ([, value]) => value !== null && Object.keys(value).length > 0,
    );
    if (kept.length === 0) delete merged["arguments"];
    else merged["arguments"] = Object.fromEntries(kept);
  }
  return merged;
};

/** The edit that takes `before → after` back. */
export const undoOf = (ref: { sourceId: string; key: string }, before: ToolOverride, edit: ToolEdit): ToolEdit => ({
  sourceId: ref.sourceId,
  key: ref.key,
  ...(edit.enabled !== undefined && { enabled: before.enabled ?? true }),
  ...(edit.name !== undefined && { name: before.name ?? null }),
  ...(edit.title !== undefined && { title: before.title ?? null }),
  ...(edit.description !== undefined && { description: before.description ?? null }),
  ...(edit.annotations !== undefined && { annotations: before.annotations ?? null }),
  ...(edit.arguments !== undefined && { arguments: undoArguments(before, edit) }),
});

const undoArguments = (before: ToolOverride, edit: ToolEdit): NonNullable<ToolEdit["arguments"]> => {
  const names = new Set([...Object.keys(before.arguments ?? {}), ...Object.keys(edit.arguments ?? {})]);
  return Object.fromEntries([...names].map((name) => [name, before.arguments?.[name] ?? null]));
};
