import type { GeneratedTool, ToolAnnotations, ToolOverride } from "@breezeway/core";
import { sameJson } from "../json/json-object.ts";
import type { FoundConflict } from "./check-argument.ts";
import type { ToolPair } from "./match-tools.ts";

/** A name of the owner's that a tool of the new document has too, and none of the old one had. */
export const checkName = (
  { before, after }: ToolPair,
  { name }: ToolOverride,
  tools: { readonly before: readonly GeneratedTool[]; readonly after: readonly GeneratedTool[] },
): FoundConflict[] => {
  if (name === undefined) return [];
  const hadRival = tools.before.some((tool) => tool !== before && tool.name === name);
  const hasRival = tools.after.some((tool) => tool !== after && tool.name === name);
  if (!hasRival || hadRival) return [];
  return [
    {
      field: "name",
      message: `The new document has a tool named ${name} too. If you keep the name, that one gets another.`,
      resolution: "undecided",
      mine: name,
      theirs: after.name,
    },
  ];
};

export const checkText = (
  field: "title" | "description",
  { before, after }: ToolPair,
  override: ToolOverride,
): FoundConflict[] => {
  const mine = override[field];
  if (mine === undefined || before[field] === after[field]) return [];
  if (mine === after[field])
    return [{ field, message: `The document’s ${field} is what you wrote now.`, resolution: "dropped", mine }];
  return [
    {
      field,
      message: `You and the document both changed the ${field}.`,
      resolution: "undecided",
      mine,
      before: before[field],
      theirs: after[field],
    },
  ];
};

/** Only of the hints that the owner set. */
export const checkAnnotations = ({ before, after }: ToolPair, { annotations }: ToolOverride): FoundConflict[] => {
  const names = (Object.keys(annotations ?? {}) as (keyof ToolAnnotations)[]).filter(
    (name) => before.annotations[name] !== after.annotations[name],
  );
  if (annotations === undefined || names.length === 0) return [];
  const pick = (from: ToolOverride["annotations"]) =>
    Object.fromEntries(names.map((name) => [name, from?.[name] ?? null]));
  const [mine, theirs] = [pick(annotations), pick(after.annotations)];
  if (sameJson(mine, theirs))
    return [{ field: "annotations", message: "The document’s hints are yours now.", resolution: "dropped", mine }];
  return [
    {
      field: "annotations",
      message: "You and the document both changed the hints for clients.",
      resolution: "undecided",
      mine,
      before: pick(before.annotations),
      theirs,
    },
  ];
};
