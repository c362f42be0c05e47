import type { CallerLimits } from "../identify/caller.ts";
import type { CompiledTool } from "../live/compiled-tool.ts";
import type { CompiledRelease } from "../live/live-server.ts";
import { isWithinLimits } from "../live/tool-lists.ts";
import type { JsonObject } from "@breezeway/core";

export type Selected =
  | { readonly kind: "tool"; readonly tool: CompiledTool; readonly args: JsonObject }
  /** Answered without an upstream, in the search presentation. */
  | { readonly kind: "text"; readonly name: string; readonly text: string; readonly isError: boolean }
  | { readonly kind: "unknown" }
  /** The request itself is malformed. */
  | { readonly kind: "malformed"; readonly message: string };

/** Which tool a `tools/call` means, and with which arguments. Tools beyond the caller's limits do not exist for it. */
export const selectTool = (
  release: CompiledRelease,
  limits: CallerLimits,
  params: Readonly<Record<string, unknown>>,
): Selected => {
  const { name } = params;
  if (typeof name !== "string") return { kind: "malformed", message: "params.name must be the name of a tool." };
  const args = readArguments(params["arguments"]);
  if (args === undefined) return { kind: "malformed", message: "params.arguments must be an object." };
  const answer = release.search?.answer({ name, args, limits });
  if (answer === undefined) return find(release, limits, name, args);
  if (answer.kind !== "call") return { kind: "text", name, text: answer.text, isError: answer.kind === "mistake" };
  const inner = readArguments(answer.args);
  if (inner === undefined) return { kind: "text", name, text: '"arguments" must be an object.', isError: true };
  const found = find(release, limits, answer.name, inner);
  if (found.kind === "unknown")
    return { kind: "text", name, text: "There is no such tool. Find one with search_tools.", isError: true };
  return found;
};

const find = (release: CompiledRelease, limits: CallerLimits, name: string, args: JsonObject): Selected => {
  const tool = release.tools.get(name);
  if (tool === undefined) return { kind: "unknown" };
  const isReadOnly = tool.definition.annotations.readOnlyHint;
  return isWithinLimits({ name, isReadOnly }, limits) ? { kind: "tool", tool, args } : { kind: "unknown" };
};

const none: JsonObject = {};

/** Absent means none; a stringified object, which some models send, is read. */
const readArguments = (value: unknown): JsonObject | undefined => {
  if (value === undefined || value === null || value === "") return none;
  if (typeof value === "string") return parseObject(value);
  return isObject(value) ? value : undefined;
};

const parseObject = (text: string): JsonObject | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // Not JSON: the caller is told that an object is due.
    return undefined;
  }
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
