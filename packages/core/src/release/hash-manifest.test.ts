import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { serverId, slugSchema, sourceId, workspaceId } from "../ids/ids.ts";
import { changeDigest } from "./change-digest.ts";
import { hashManifest } from "./hash-manifest.ts";
import { defaultPolicy, releaseManifest } from "./manifest.ts";
import type { ReleaseManifest } from "./manifest.ts";
import { textBounds } from "./text-bounds.ts";

const source = sourceId.create();
const manifest: ReleaseManifest = {
  manifestVersion: 1,
  workspace: { id: workspaceId.create(), slug: slugSchema.parse("acme") },
  server: {
    id: serverId.create(),
    slug: slugSchema.parse("wiki"),
    name: "Wiki",
    version: "1",
    description: "",
    instructions: "",
  },
  credential: { mode: "passthrough" },
  access: "credential",
  presentation: "all",
  policy: defaultPolicy,
  sources: [{ id: source, title: "Wiki", baseUrl: "https://api.example.com", variables: {}, definitions: {} }],
  tools: [
    {
      name: "get_page",
      title: "Get a page",
      description: "Reads one page.",
      inputSchema: {
        type: "object",
        properties: { zeta: { type: "string" }, alpha: { type: "string" } },
        required: ["zeta"],
      },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
      scopes: [],
      operation: {
        sourceId: source,
        key: "getPage",
        method: "GET",
        path: "/pages/{zeta}",
        parameters: [],
        headers: {},
        accept: "application/json",
        renamedKeys: [],
      },
    },
  ],
};
const reversed = (value: object): object => Object.fromEntries(Object.entries(value).toReversed());

describe("a manifest's text", () => {
  it("parses to the manifest, and its SHA-256 is the content hash", () => {
    const { text, contentHash } = hashManifest(manifest);
    expect(releaseManifest.parse(JSON.parse(text))).toEqual(manifest);
    expect(contentHash).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("is the same in whatever order the manifest's own members stand, and after being read back", () => {
    const { text } = hashManifest(manifest);
    const shuffled = reversed({
      ...manifest,
      server: reversed(manifest.server),
      policy: reversed(manifest.policy),
    }) as ReleaseManifest;
    expect(hashManifest(shuffled).text).toBe(text);
    expect(hashManifest(JSON.parse(text) as ReleaseManifest).text).toBe(text);
  });

  it("keeps the order of a schema's properties, which models read", () => {
    expect(hashManifest(manifest).text).toContain('"properties":{"zeta":{"type":"string"},"alpha":{"type":"string"}}');
  });

  it("drops members that the contract does not know", () => {
    const extended = { ...manifest, secret: "canary" } as ReleaseManifest;
    expect(hashManifest(extended)).toEqual(hashManifest(manifest));
  });

  it("changes with any change of content", () => {
    const changed = { ...manifest, policy: { ...defaultPolicy, readOnly: true } };
    expect(hashManifest(changed).contentHash).not.toBe(hashManifest(manifest).contentHash);
  });

  it("leaves prototypes alone when a schema names them", () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"polluted":true},"constructor":{"type":"string"}}}',
    ) as ReleaseManifest["tools"][0]["inputSchema"];
    const [tool] = manifest.tools;
    if (!tool) throw new Error("There is a tool.");
    hashManifest({ ...manifest, tools: [{ ...tool, inputSchema: schema }] });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("does not exist for text past its bounds", () => {
    const [tool] = manifest.tools;
    if (!tool) throw new Error("There is a tool.");
    const description = "x".repeat(textBounds.toolDescription);
    expect(() => hashManifest({ ...manifest, tools: [{ ...tool, description }] })).not.toThrow();
    expect(() => hashManifest({ ...manifest, tools: [{ ...tool, description: `${description}x` }] })).toThrow(
      "Too big",
    );
  });
});

describe("a change digest", () => {
  it("is 32 characters that differ for other content", () => {
    expect(changeDigest("a")).toMatch(/^[0-9a-f]{32}$/);
    expect(changeDigest("a")).toBe(changeDigest(Buffer.from("a")));
    expect(changeDigest("a")).not.toBe(changeDigest("b"));
  });
});
