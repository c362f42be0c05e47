import { hc } from "hono/client";
import { describe, expect, expectTypeOf, it } from "vitest";
import { permissions } from "./permissions.ts";
import { type AppType, routes, type RouteOutput } from "./routes.ts";

describe("the route table", () => {
  it("names each method and path once", () => {
    const places = Object.values(routes).map((route) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it("states a workspace permission for every route below a workspace, and only there", () => {
    for (const [name, route] of Object.entries(routes))
      expect(route.access in permissions, name).toBe(route.path.startsWith("/api/workspaces/:workspace"));
  });

  it("gives the client parameters, bodies and answers with their types", () => {
    const client = hc<AppType>("http://localhost");
    const publish = client.api.workspaces[":workspace"].servers[":server"].publish.$post;
    expectTypeOf<Parameters<typeof publish>[0]["param"]>().toEqualTypeOf<{ workspace: string; server: string }>();
    type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof publish>>["json"]>>;
    expectTypeOf<Answer>().toEqualTypeOf<RouteOutput<"publish">>();
    const audit = client.api.workspaces[":workspace"].audit.$get;
    expectTypeOf<Parameters<typeof audit>[0]>().toHaveProperty("query");
    expectTypeOf(client.api.session.$get).toBeCallableWith();
  });
});
