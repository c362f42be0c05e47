import { manifestVersion, releaseManifest, ServiceError } from "@breezeway/core";
import type { GeneratedTool, ReleaseManifest, ReleaseSource, ToolDefinition } from "@breezeway/core";
import { usedDefinitions } from "../definitions/used-definitions.ts";
import { get } from "../json/json-object.ts";
import { lintTools } from "../lint/lint-tools.ts";
import { sanitise } from "../naming/name-words.ts";
import { shortHash } from "../schemas/property-keys.ts";
import { applyOverride } from "./apply-override.ts";
import type { CompiledReleaseResult, CompileNote, CompileReleaseInput, ReleaseSourceInput } from "./compile-types.ts";

/**
 * Generated tools + the owner's edits + policy → one release manifest and its lint report. Deterministic.
 * Throws a ServiceError `invalid_input` where the settings cannot be published.
 */
export const compileRelease = (input: CompileReleaseInput): CompiledReleaseResult => {
  const notes: CompileNote[] = [];
  const compiled = input.sources.map((source) => ({
    source,
    tools: compileSource(source, input.settings.policy.readOnly, notes),
  }));
  const tools = withDistinctNames(compiled, notes);
  const sources = compiled.map(({ source, tools: own }) => releaseSourceOf(source, own));
  const manifest = checked({ manifestVersion, ...input.settings, sources, tools });
  return { manifest, report: lintTools(manifest.tools), notes };
};

const compileSource = (source: ReleaseSourceInput, readOnly: boolean, notes: CompileNote[]): ToolDefinition[] => {
  noteUnused(source, notes);
  return source.tools.flatMap((generated) => {
    const override = overrideOf(source, generated) ?? {};
    if (override.enabled === false) return [];
    const applied = applyOverride(generated, override);
    if (readOnly && !applied.tool.annotations.readOnlyHint) {
      notes.push(note("read_only_left_out", applied.tool.name, generated, "Left out: the server is read-only."));
      return [];
    }
    notes.push(...applied.notes);
    return [{ ...applied.tool, operation: { ...applied.tool.operation, sourceId: source.id } }];
  });
};

const overrideOf = (source: ReleaseSourceInput, tool: GeneratedTool) =>
  Object.hasOwn(source.overrides, tool.operation.key) ? source.overrides[tool.operation.key] : undefined;

const noteUnused = (source: ReleaseSourceInput, notes: CompileNote[]): void => {
  const keys = new Set(source.tools.map((tool) => tool.operation.key));
  for (const key of Object.keys(source.overrides))
    if (!keys.has(key))
      notes.push({
        code: "override_unused",
        key,
        tool: key,
        message: "The edit has no tool any more; it is kept, without effect.",
      });
};

const note = (code: CompileNote["code"], tool: string, generated: GeneratedTool, message: string): CompileNote => ({
  code,
  tool,
  key: generated.operation.key,
  message,
});

interface CompiledSource {
  readonly source: ReleaseSourceInput;
  readonly tools: readonly ToolDefinition[];
}

const maxNameLength = 64;

/** Names an owner gave come first, then sources in their order; who comes later carries its source's title. */
const withDistinctNames = (compiled: readonly CompiledSource[], notes: CompileNote[]): ToolDefinition[] => {
  const taken = new Set<string>();
  const isOwn = ({ source }: CompiledSource, tool: ToolDefinition): boolean =>
    Object.hasOwn(source.overrides, tool.operation.key) && source.overrides[tool.operation.key]?.name !== undefined;
  for (const item of compiled)
    for (const tool of item.tools) {
      if (!isOwn(item, tool)) continue;
      if (taken.has(tool.name)) throw duplicate(tool);
      taken.add(tool.name);
    }
  return compiled.flatMap((item) =>
    item.tools.map((tool) => {
      if (isOwn(item, tool)) return tool;
      const name = freeName(tool, item.source, taken);
      taken.add(name);
      if (name === tool.name) return tool;
      const message = `${tool.name} was taken; this one is ${name}.`;
      notes.push({ code: "name_taken", key: tool.operation.key, tool: name, message });
      return { ...tool, name };
    }),
  );
};

const freeName = (tool: ToolDefinition, source: ReleaseSourceInput, taken: ReadonlySet<string>): string => {
  if (!taken.has(tool.name)) return tool.name;
  const title = sanitise(source.title)
    .slice(0, 16)
    .replace(/[_-]+$/, "");
  const titled = `${tool.name}_${title}`;
  if (title !== "" && titled.length <= maxNameLength && !taken.has(titled)) return titled;
  const hashed = (round: number): string =>
    `${tool.name.slice(0, maxNameLength - 7)}_${shortHash(`${source.id} ${tool.operation.key} ${round}`)}`;
  let round = 0;
  while (taken.has(hashed(round))) round += 1;
  return hashed(round);
};

const duplicate = (tool: ToolDefinition): ServiceError =>
  new ServiceError("invalid_input", {
    message: `Two tools were named ${tool.name} by hand. Give one of them another name.`,
    at: "name",
  });

const releaseSourceOf = (source: ReleaseSourceInput, tools: readonly ToolDefinition[]): ReleaseSource => ({
  id: source.id,
  title: source.title,
  baseUrl: source.baseUrl.replace(/\/+$/, ""),
  variables: source.variables,
  definitions: usedDefinitions(tools, (name) => {
    const schema = get(source.definitions, name);
    return typeof schema === "object" && schema !== null && !Array.isArray(schema) ? schema : undefined;
  }),
});

const checked = (manifest: ReleaseManifest): ReleaseManifest => {
  const parsed = releaseManifest.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServiceError("invalid_input", {
    message: `The release cannot be compiled: ${issue?.message ?? "it is incomplete"} Check the server's settings.`,
    at: issue?.path.join(".") ?? "",
    cause: parsed.error,
  });
};
