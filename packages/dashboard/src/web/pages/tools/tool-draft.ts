import type { ToolAnnotations } from "@breezeway/core";
import { useState } from "react";
import type { ToolArgument, ToolDetail } from "../../../server/api/tools.ts";
import { showValue, type Treatment, treatmentOf } from "./argument-value.ts";

export interface ToolTextValues {
  name: string;
  title: string;
  description: string;
  annotations: ToolAnnotations;
}

export interface ArgumentValues {
  treatment: Treatment;
  typed: string;
  description: string;
}

/** What was typed about a tool and is not saved; fields that were not touched are absent. */
export interface ToolDraft {
  readonly texts: Partial<ToolTextValues>;
  readonly arguments: Readonly<Record<string, ArgumentValues>>;
}

const emptyDraft: ToolDraft = { texts: {}, arguments: {} };

/** Outlives the panel, so that going back and forth in the browser takes nothing away. */
const kept = new Map<string, ToolDraft>();

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

export const savedArgument = ({ override, description }: ToolArgument): ArgumentValues => ({
  treatment: treatmentOf(override),
  typed: showValue(override?.fixed ?? override?.default),
  description: override?.description ?? description,
});

/** The texts that were typed and differ from what is saved. */
export const changedTexts = (tool: ToolTextValues, { texts }: ToolDraft): Partial<ToolTextValues> =>
  Object.fromEntries(
    Object.entries(texts).filter(([field, value]) => !isSame(value, tool[field as keyof ToolTextValues])),
  );

export const isUnsaved = (tool: Pick<ToolDetail, "arguments"> & ToolTextValues, draft: ToolDraft): boolean =>
  Object.keys(changedTexts(tool, draft)).length > 0 ||
  tool.arguments.some((argument) => {
    const typed = draft.arguments[argument.name];
    return typed !== undefined && !isSame(typed, savedArgument(argument));
  });

export const withoutTexts = (draft: ToolDraft, fields: readonly string[]): ToolDraft => ({
  ...draft,
  texts: Object.fromEntries(Object.entries(draft.texts).filter(([field]) => !fields.includes(field))),
});

export const withoutArgument = (draft: ToolDraft, name: string): ToolDraft => ({
  ...draft,
  arguments: Object.fromEntries(Object.entries(draft.arguments).filter(([argument]) => argument !== name)),
});

/** The draft of one tool; `id` names it among all servers. */
export const useToolDraft = (id: string) => {
  const [draft, setDraft] = useState(() => kept.get(id) ?? emptyDraft);
  const change = (next: (now: ToolDraft) => ToolDraft) =>
    setDraft((now) => {
      const after = next(now);
      kept.set(id, after);
      return after;
    });
  return { draft, change, discard: () => void kept.delete(id) };
};
