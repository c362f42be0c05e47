import type { GeneratedTool, JsonObject } from "@breezeway/core";
import { get, isObject, objectAt, sameJson, textAt, textsAt } from "../json/json-object.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { ToolChange, ToolChangeKind } from "./diff.ts";
import { withoutProse } from "./without-prose.ts";

/** Everything that changed between two versions of one tool. */
export const compareTools = (before: GeneratedTool, after: GeneratedTool): ToolChange[] => [
  ...compareArguments(before, after),
  ...compareScopes(before, after),
  ...compareRequest(before, after),
  ...compareWords(before, after),
];

const change = (kind: ToolChangeKind, breaking: boolean, message: string, argument?: string): ToolChange => ({
  kind,
  breaking,
  message,
  ...(argument === undefined ? {} : { argument }),
});

const compareArguments = (before: GeneratedTool, after: GeneratedTool): ToolChange[] => {
  const was = objectAt(before.inputSchema, "properties") ?? {};
  const is = objectAt(after.inputSchema, "properties") ?? {};
  const wasRequired = new Set(textsAt(before.inputSchema, "required"));
  const isRequired = new Set(textsAt(after.inputSchema, "required"));
  const changes: ToolChange[] = [];
  for (const name of Object.keys(was))
    if (get(is, name) === undefined) changes.push(change("argument_removed", true, `${name} was removed.`, name));
  for (const [name, schema] of Object.entries(is)) {
    const old = get(was, name);
    if (old === undefined) {
      const required = isRequired.has(name);
      changes.push(
        change(
          required ? "argument_required" : "argument_added",
          required,
          `${name} is new${required ? " and required" : ""}.`,
          name,
        ),
      );
      continue;
    }
    if (isRequired.has(name) && !wasRequired.has(name))
      changes.push(change("argument_required", true, `${name} is now required.`, name));
    if (!isRequired.has(name) && wasRequired.has(name))
      changes.push(change("argument_optional", false, `${name} is no longer required.`, name));
    if (isObject(old) && isObject(schema)) changes.push(...compareArgument(name, old, schema));
    const place = placeOf(before, name);
    const now = placeOf(after, name);
    if (place !== now) changes.push(change("argument_moved", false, `${name} moved from ${place} to ${now}.`, name));
  }
  return changes;
};

const compareArgument = (name: string, before: JsonObject, after: JsonObject): ToolChange[] => {
  const changes: ToolChange[] = [];
  const { narrowed, widened, enumNarrowed, enumWidened } = compareSchemas(withoutProse(before), withoutProse(after));
  const say = (parts: readonly string[]): string =>
    `${name}: ${parts.slice(0, 6).join("; ")}${parts.length > 6 ? ` and ${parts.length - 6} more` : ""}.`;
  if (narrowed.length > 0)
    changes.push(change(enumNarrowed ? "enum_narrowed" : "type_narrowed", true, say(narrowed), name));
  if (widened.length > 0)
    changes.push(change(enumWidened ? "enum_widened" : "type_widened", false, say(widened), name));
  const wasDefault = get(before, "default");
  const isDefault = get(after, "default");
  if (!sameJson(wasDefault, isDefault))
    changes.push(
      change(
        "default_changed",
        false,
        `${name}: the default is ${isDefault === undefined ? "gone" : JSON.stringify(isDefault)}.`,
        name,
      ),
    );
  const isOther = !sameJson(withoutProse(before), withoutProse(after));
  if (isOther && narrowed.length + widened.length === 0 && sameJson(wasDefault, isDefault))
    changes.push(
      change(
        "type_changed",
        false,
        `${name} is written differently; what it accepts is the same as far as can be told.`,
        name,
      ),
    );
  if (textAt(before, "description") !== textAt(after, "description"))
    changes.push(change("argument_described", false, `${name} is described differently.`, name));
  return changes;
};

/** Where an argument travels. */
const placeOf = (tool: GeneratedTool, argument: string): string => {
  const parameter = tool.operation.parameters.find((item) => item.argument === argument);
  return parameter === undefined ? "the body" : `the ${parameter.in}`;
};

/** A token that was good before stays good where some alternative asks for nothing that it lacks. */
const compareScopes = (before: GeneratedTool, after: GeneratedTool): ToolChange[] => {
  const had = new Set(before.scopes);
  const alternatives = after.scopeAlternatives.length > 0 ? after.scopeAlternatives : [after.scopes];
  const added = after.scopes.filter((scope) => !had.has(scope));
  const isStillGood = alternatives.some((scopes) => scopes.every((scope) => had.has(scope)));
  if (added.length > 0 && !isStillGood)
    return [change("scope_added", true, `Needs the scope ${added.join(", ")} now.`)];
  const removed = before.scopes.filter((scope) => !after.scopes.includes(scope));
  if (removed.length === 0 && added.length === 0) return [];
  if (removed.length === 0)
    return [change("scope_added", false, `Can be called with the scope ${added.join(", ")} too.`)];
  return [change("scope_removed", false, `No longer needs the scope ${removed.join(", ")}.`)];
};

const compareRequest = (before: GeneratedTool, after: GeneratedTool): ToolChange[] => {
  const changes: ToolChange[] = [];
  const was = before.operation;
  const is = after.operation;
  if (was.method !== is.method)
    changes.push(change("method_changed", false, `The request is ${is.method} instead of ${was.method}.`));
  if (was.path !== is.path)
    changes.push(change("path_changed", false, `The path is ${is.path} instead of ${was.path}.`));
  if (was.baseUrl !== is.baseUrl)
    changes.push(change("server_changed", false, `The request goes to ${is.baseUrl ?? "the source's own server"}.`));
  if (was.body?.mediaType !== is.body?.mediaType)
    changes.push(
      change(
        "body_changed",
        false,
        `The body is sent as ${is.body?.mediaType ?? "nothing"} instead of ${was.body?.mediaType ?? "nothing"}.`,
      ),
    );
  return changes;
};

const compareWords = (before: GeneratedTool, after: GeneratedTool): ToolChange[] => {
  const changes: ToolChange[] = [];
  if (before.description !== after.description || before.title !== after.title)
    changes.push(change("description_changed", false, "The tool is described differently."));
  if (!sameJson({ ...before.annotations }, { ...after.annotations })) {
    const lostSafety = before.annotations.readOnlyHint && !after.annotations.readOnlyHint;
    changes.push(
      change(
        "annotations_changed",
        lostSafety,
        lostSafety ? "The tool no longer counts as read-only." : "The tool's hints changed.",
      ),
    );
  }
  if (after.deprecated && !before.deprecated)
    changes.push(change("deprecated", false, "The operation is deprecated now."));
  if (before.tags.join("\n") !== after.tags.join("\n"))
    changes.push(change("tags_changed", false, `The tags are ${after.tags.join(", ") || "gone"}.`));
  return changes;
};
