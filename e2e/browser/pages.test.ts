import { expect, it } from "vitest";
import { dashboardPages } from "./pages.ts";
import { matchesRoute, readWebRoutes } from "./web-routes.ts";

const routes = readWebRoutes();

it("reads the routes of the web app", () => {
  expect(routes).toContain("/sign-in");
  expect(routes).toContain("/account");
  expect(routes).toContain("/w/:workspace/s/:server/tools");
  expect(routes.filter((route) => !route.startsWith("/"))).toEqual([]);
});

it("has a page to look at for each of them", () => {
  expect(routes.filter((route) => !dashboardPages.some(({ path }) => matchesRoute(route, path)))).toEqual([]);
});

it("has no page for an address that leads nowhere, but the one that says so", () => {
  const isOfTheRuntime = (path: string) => path.startsWith("/mcp/") || path.startsWith("{");
  const lost = dashboardPages
    .filter(({ path }) => !isOfTheRuntime(path) && !routes.some((route) => matchesRoute(route, path)))
    .map(({ name }) => name);
  expect(lost).toEqual(["not-found"]);
});

it("gives every page a name of its own", () => {
  const names = dashboardPages.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
