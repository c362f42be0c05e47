import type { ReleaseManifest, ToolDefinition } from "@breezeway/core";
import type { ChangeInWords } from "../../api/releases.ts";
import { compareTool } from "./compare-tool.ts";

const refOf = ({ operation }: ToolDefinition): string => `${operation.sourceId} ${operation.key}`;

/** What differs between two releases, in words for people who did not make the change. Pure. */
export const compareManifests = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] => [
  ...compareCredential(before, after),
  ...compareTools(before, after),
  ...compareSources(before, after),
  ...compareSettings(before, after),
  ...comparePolicy(before, after),
];

/** Scopes that users have not granted yet. */
export const addedScopes = (before: ReleaseManifest | undefined, after: ReleaseManifest): string[] => {
  if (before?.credential.mode !== "oauth" || after.credential.mode !== "oauth") return [];
  const held = new Set(before.credential.scopes);
  return after.credential.scopes.filter((scope) => !held.has(scope));
};

const change = (
  area: ChangeInWords["area"],
  kind: ChangeInWords["kind"],
  text: string,
  more: { readonly breaking?: boolean; readonly details?: readonly string[] } = {},
): ChangeInWords => ({ area, kind, text, breaking: more.breaking ?? false, details: [...(more.details ?? [])] });

const compareTools = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] => {
  const old = new Map(before.tools.map((tool) => [refOf(tool), tool]));
  const now = new Map(after.tools.map((tool) => [refOf(tool), tool]));
  const added = after.tools.filter((tool) => !old.has(refOf(tool)));
  const removed = before.tools.filter((tool) => !now.has(refOf(tool)));
  return [
    ...listed("added", added, "New tool"),
    ...listed("removed", removed, "Tool removed"),
    ...after.tools.flatMap((tool) => {
      const previous = old.get(refOf(tool));
      const differences = previous ? compareTool(previous, tool) : [];
      if (differences.length === 0) return [];
      return [
        change("tools", "changed", `${tool.name} changed`, {
          breaking: differences.some(({ breaking }) => breaking),
          details: differences.map(({ text }) => text),
        }),
      ];
    }),
  ];
};

const fewEnoughToName = 3;

const listed = (kind: "added" | "removed", tools: readonly ToolDefinition[], label: string): ChangeInWords[] => {
  const breaking = kind === "removed";
  if (tools.length <= fewEnoughToName)
    return tools.map((tool) => change("tools", kind, `${label}: ${tool.name}`, { breaking }));
  const text = kind === "added" ? `${tools.length} new tools` : `${tools.length} tools removed`;
  return [change("tools", kind, text, { breaking, details: tools.map(({ name }) => name) })];
};

const modeTexts: Record<ReleaseManifest["credential"]["mode"], string> = {
  oauth: "users sign in at the provider",
  passthrough: "users bring a bearer token of their own",
  user_key: "users enter a key of their own",
  api_key: "one shared API key",
  bearer: "one shared bearer token",
  basic: "one shared user name and password",
  client_credentials: "one service account",
  none: "no credential",
};

const compareCredential = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] => {
  const changes: ChangeInWords[] = [];
  const [old, now] = [before.credential, after.credential];
  if (old.mode !== now.mode) {
    const text = `Authentication: ${modeTexts[now.mode]} (before: ${modeTexts[old.mode]})`;
    changes.push(change("credential", "changed", text, { breaking: true }));
  } else if (JSON.stringify({ ...old, scopes: [] }) !== JSON.stringify({ ...now, scopes: [] }))
    changes.push(change("credential", "changed", "Authentication uses other settings", { breaking: true }));
  const scopes = addedScopes(before, after);
  if (scopes.length > 0)
    changes.push(
      change("credential", "added", "Users must sign in again: the server asks for more scopes", {
        breaking: true,
        details: scopes,
      }),
    );
  if (before.access !== after.access) {
    const text =
      after.access === "public" ? "Anyone may call without a key" : `Callers need ${after.access.replace("_", " ")}s`;
    changes.push(change("credential", "changed", text, { breaking: before.access === "public" }));
  }
  return changes;
};

const compareSources = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] => {
  const old = new Map(before.sources.map((source) => [source.id, source]));
  const now = new Set(after.sources.map(({ id }) => id));
  return [
    ...after.sources.flatMap((source) => {
      const previous = old.get(source.id);
      if (!previous) return [change("sources", "added", `New document: ${source.title}`)];
      const changes: ChangeInWords[] = [];
      if (previous.baseUrl !== source.baseUrl)
        changes.push(
          change("sources", "changed", `${source.title} is called at ${source.baseUrl} (before: ${previous.baseUrl})`),
        );
      if (JSON.stringify(previous.variables) !== JSON.stringify(source.variables))
        changes.push(change("sources", "changed", `The address of ${source.title} is filled in another way`));
      return changes;
    }),
    ...before.sources
      .filter(({ id }) => !now.has(id))
      .map(({ title }) => change("sources", "removed", `Document removed: ${title}`, { breaking: true })),
  ];
};

const compareSettings = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] => {
  const changes: ChangeInWords[] = [];
  const [old, now] = [before.server, after.server];
  if (old.name !== now.name) changes.push(change("settings", "changed", `Name: ${now.name} (before: ${old.name})`));
  if (old.description !== now.description) changes.push(change("settings", "changed", "The description changed"));
  if (old.instructions !== now.instructions)
    changes.push(change("settings", "changed", "The instructions for models changed"));
  if (old.iconUrl !== now.iconUrl) changes.push(change("settings", "changed", "The icon changed"));
  if (old.websiteUrl !== now.websiteUrl) changes.push(change("settings", "changed", "The website changed"));
  if (before.presentation !== after.presentation) {
    const text =
      after.presentation === "search"
        ? "Clients get three search tools instead of the list"
        : "Clients get the whole list of tools";
    changes.push(change("settings", "changed", text, { breaking: true }));
  }
  return changes;
};

const policyTexts: Record<keyof ReleaseManifest["policy"], string> = {
  callTimeoutMs: "Time for one call",
  maxResponseBytes: "Largest answer read from the API",
  maxResultCharacters: "Longest text in a result",
  callsPerMinutePerConnection: "Calls a minute for each connection",
  maxConcurrentCalls: "Calls at once",
  allowedClientCidrs: "Addresses that may call",
  allowedOrigins: "Browser origins that may call",
  readOnly: "Read-only",
};

const comparePolicy = (before: ReleaseManifest, after: ReleaseManifest): ChangeInWords[] =>
  (Object.keys(policyTexts) as (keyof typeof policyTexts)[]).flatMap((name) => {
    const [old, now] = [before.policy[name], after.policy[name]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    return [change("policy", "changed", `${policyTexts[name]}: ${policyText(now)} (before: ${policyText(old)})`)];
  });

const policyText = (value: boolean | number | null | readonly string[]): string => {
  if (value === null) return "no limit";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en");
  return value.length === 0 ? "all" : value.join(", ");
};
