import type { z } from "zod";
import { accountRoutes } from "./account.ts";
import { activityRoutes, trustRoutes } from "./activity.ts";
import { apiTokenRoutes } from "./api-tokens.ts";
import { credentialRoutes } from "./credentials.ts";
import { importRoutes } from "./imports.ts";
import { releaseRoutes } from "./releases.ts";
import type { AppOf, ParamsOf } from "./route.ts";
import { serverRoutes } from "./servers.ts";
import { toolRoutes } from "./tools.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** Every route of the API, by name. */
export const routes = {
  ...accountRoutes,
  ...workspaceRoutes,
  ...importRoutes,
  ...serverRoutes,
  ...toolRoutes,
  ...releaseRoutes,
  ...credentialRoutes,
  ...apiTokenRoutes,
  ...activityRoutes,
  ...trustRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** For `hc<AppType>(…)`; successes only, every other answer is an `ApiError`. */
export type AppType = AppOf<Routes>;

export type RouteParams<Name extends RouteName> = ParamsOf<Routes[Name]>;
export type RouteQuery<Name extends RouteName> = Routes[Name] extends { readonly query: infer Query extends z.ZodType }
  ? z.output<Query>
  : undefined;
export type RouteBody<Name extends RouteName> = Routes[Name] extends { readonly body: infer Body extends z.ZodType }
  ? z.output<Body>
  : undefined;
/** What a client sends. */
export type RouteBodyInput<Name extends RouteName> = Routes[Name] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? z.input<Body>
  : undefined;
export type RouteOutput<Name extends RouteName> = z.output<Routes[Name]["output"]>;
