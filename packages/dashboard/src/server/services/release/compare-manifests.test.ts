import { credentialId, defaultPolicy, providerId, serverId, sourceId, workspaceId } from "@breezeway/core";
import type { ReleaseManifest, Slug, ToolDefinition } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { addedScopes, compareManifests } from "./compare-manifests.ts";

const source = sourceId.create();
const provider = providerId.create();

const tool = (key: string, changes: Partial<ToolDefinition> = {}): ToolDefinition => ({
  name: key,
  title: key,
  description: `Does ${key}.`,
  inputSchema: { type: "object", properties: { limit: { type: "integer" } } },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [],
  operation: {
    sourceId: source,
    key,
    method: "GET",
    path: `/${key}`,
    parameters: [],
    headers: {},
    accept: "application/json",
    renamedKeys: [],
  },
  ...changes,
});

const base: ReleaseManifest = {
  manifestVersion: 1,
  workspace: { id: workspaceId.create(), slug: "acme" as Slug },
  server: {
    id: serverId.create(),
    slug: "notes" as Slug,
    name: "Notes",
    version: "1",
    description: "",
    instructions: "",
  },
  credential: { mode: "oauth", providerId: provider, scopes: ["read"] },
  access: "credential",
  presentation: "all",
  policy: defaultPolicy,
  sources: [{ id: source, title: "Notes", baseUrl: "https://api.example.test", variables: {}, definitions: {} }],
  tools: [tool("list"), tool("get")],
};

const textsOf = (after: Partial<ReleaseManifest>): string[] =>
  compareManifests(base, { ...base, ...after }).map(({ text, breaking }) => `${breaking ? "! " : ""}${text}`);

describe("the difference between two releases", () => {
  it("is empty for the same release under another number", () => {
    expect(textsOf({ server: { ...base.server, version: "2" } })).toEqual([]);
  });

  it("names tools that come, go and change", () => {
    expect(textsOf({ tools: [tool("list"), tool("create")] })).toEqual(["New tool: create", "! Tool removed: get"]);
    const many = Array.from({ length: 5 }, (_, index) => tool(`new${index}`));
    expect(textsOf({ tools: [...base.tools, ...many] })).toEqual(["5 new tools"]);
    const inputSchema = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };
    const [change] = compareManifests(base, {
      ...base,
      tools: [tool("list", { name: "list_all", inputSchema }), tool("get")],
    });
    expect(change).toMatchObject({
      text: "list_all changed",
      breaking: true,
      details: ["Renamed from list", "New argument id, required", "Argument limit removed"],
    });
  });

  it("says when users must sign in again", () => {
    const credential = { mode: "oauth" as const, providerId: provider, scopes: ["read", "write"] };
    expect(textsOf({ credential })).toEqual(["! Users must sign in again: the server asks for more scopes"]);
    expect(addedScopes(base, { ...base, credential })).toEqual(["write"]);
    expect(addedScopes({ ...base, credential }, base)).toEqual([]);
    const shared = { mode: "bearer" as const, credentialId: credentialId.create() };
    expect(textsOf({ credential: shared, access: "access_key" })).toEqual([
      "! Authentication: one shared bearer token (before: users sign in at the provider)",
      "Callers need access keys",
    ]);
  });

  it("names settings, addresses and limits", () => {
    expect(
      textsOf({
        server: { ...base.server, name: "All notes", instructions: "Be brief." },
        sources: base.sources.map((one) => ({ ...one, baseUrl: "https://b.example.test" })),
        policy: { ...defaultPolicy, readOnly: true, callTimeoutMs: 30_000 },
      }),
    ).toEqual([
      "Notes is called at https://b.example.test (before: https://api.example.test)",
      "Name: All notes (before: Notes)",
      "The instructions for models changed",
      "Time for one call: 30,000 (before: 60,000)",
      "Read-only: yes (before: no)",
    ]);
  });
});
