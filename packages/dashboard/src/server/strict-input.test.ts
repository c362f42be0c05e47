import type { JsonObject, JsonValue } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { RouteDefinition } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteName } from "./api/routes.ts";
import { furnish } from "./testing/furnish.ts";
import type { Furnished } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { sampleBodies } from "./testing/sample-bodies.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

type Entry = readonly [name: RouteName, route: RouteDefinition];
const entries = Object.entries(routes) as unknown as Entry[];
const mutations = entries.filter(([, { method, access }]) => method !== "get" && access !== "public");
const withInput = entries.flatMap(([name, { body, query }]) =>
  [body, query].flatMap((schema) => (schema ? [[name, schema] as const] : [])),
);

/** Places of objects that let fields through which they do not name. */
const openObjects = (value: JsonValue, at: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((entry, index) => openObjects(entry, `${at}/${index}`));
  if (typeof value !== "object" || value === null) return [];
  const isOpen = value["properties"] !== undefined && value["additionalProperties"] !== false;
  return [
    ...(isOpen ? [at] : []),
    ...Object.entries(value).flatMap(([name, entry]) => openObjects(entry, `${at}/${name}`)),
  ];
};

describe("input", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let furnished: Furnished;
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    furnished = await furnish(dashboard, team);
  }, 120_000);
  afterAll(() => dashboard.close());

  it.each(withInput)("of %s names every field that it takes, at every depth", (_, schema) => {
    const written = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonObject;
    expect(openObjects(written, "")).toEqual([]);
  });

  it.each(mutations)(
    "of %s with a field that is not known is refused, and says which",
    async (name, { path, body }) => {
      const params = Object.fromEntries(
        Array.from(path.matchAll(/:([A-Za-z]+)/g), ([, param = ""]) => [
          param,
          (furnished as unknown as Record<string, string>)[param] ?? "none",
        ]),
      );
      const given = { ...sampleBodies(furnished)[name], nope: 1 };
      const answer = await team.owner.browser.call(name, { params, body: given } as never);
      expect(answer.status, answer.text).toBe(400);
      expect(answer.error).toMatchObject(
        body
          ? { at: "nope", message: "There is no field named “nope” here." }
          : { message: "This takes no body. Leave it out." },
      );
    },
  );

  it("that does not fit is refused in plain sentences", async () => {
    const params = { workspace: furnished.workspace, server: furnished.server };
    const { browser } = team.owner;
    const answer = await browser.call("createAccessKey", {
      params,
      body: { name: "", expiresInDays: 0.5, also: 1 } as never,
    });
    expect(answer.error).toMatchObject({
      issues: [
        { at: "name", message: "Fill this in." },
        { at: "expiresInDays", message: "Give a whole number." },
        { at: "also", message: "There is no field named “also” here." },
      ],
    });
    const missing = await browser.call("setServerCredential", { params, body: {} as never });
    expect(missing.error).toMatchObject({ at: "credential", message: "This is missing." });
    const unknown = await browser.call("listAudit", { params, query: { tols: "x", limit: "900" } });
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain("Use 200 or less.");
    expect(unknown.text).toContain("“tols”");
  });
});
