import type { Hono } from "hono";
import type { Env } from "hono";
import type { z } from "zod";
import { permissions } from "./permissions.ts";
import type { Permission } from "./permissions.ts";
import { strict } from "./strict.ts";

/** Who may call a route: anyone, whoever is signed in, the operator of the deployment, or a member with a permission. */
export type Access = "public" | "account" | "operator" | Permission;

/**
 * One route of the API. The table of these is the single source of the handlers' types, the client's types,
 * the permission checks, the tenancy tests and the OpenAPI document.
 */
export interface RouteDefinition {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  readonly path: `/api/${string}`;
  readonly access: Access;
  /**
   * `people`: no program with an API token may call it, whatever its scopes, and the API's document leaves it out. Unless
   * told, a permission is for anyone who holds it and the rest for people.
   */
  readonly callers?: "people" | "anyone";
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Largest body in bytes; 256 kB unless told. */
  readonly maxBodyBytes?: number;
  /** What a success answers: a JSON body, `text/event-stream` of these events, or a download of these media types. */
  readonly output: z.ZodType;
  readonly format?: "json" | "event-stream" | "download";
}

/** What goes in is strict, whatever the schemas say: fields that a route does not know are refused. */
export const defineRoutes = <const Routes extends Record<string, RouteDefinition>>(routes: Routes): Routes =>
  Object.fromEntries(
    Object.entries<RouteDefinition>(routes).map(([name, { query, body, ...route }]) => [
      name,
      { ...route, ...(query && { query: strict(query) }), ...(body && { body: strict(body) }) },
    ]),
  ) as Record<string, RouteDefinition> as Routes;

/** Whether a program with an API token may call a route, if its scopes reach. */
export const isOpenToTokens = ({ access, callers }: Pick<RouteDefinition, "access" | "callers">): boolean =>
  (callers ?? (access in permissions ? "anyone" : "people")) === "anyone";

type ParamNames<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never;

export type ParamsOf<Route extends RouteDefinition> = { [Name in ParamNames<Route["path"]>]: string };

/** Query values travel as text. */
type WireQuery<Query> = { [Key in keyof Query]: Query[Key] extends readonly unknown[] | undefined ? string[] : string };

type WireInput<Route extends RouteDefinition> = ([ParamNames<Route["path"]>] extends [never]
  ? unknown
  : { param: ParamsOf<Route> }) &
  (Route extends { readonly query: infer Query extends z.ZodObject } ? { query: WireQuery<z.input<Query>> } : unknown) &
  (Route extends { readonly body: infer Body extends z.ZodType } ? { json: z.input<Body> } : unknown);

// A type and not an interface: hono's client wants an implicit index signature.
type WireEndpoint<Route extends RouteDefinition> = {
  // Endpoint input must be an object type even where nothing is sent.
  input: WireInput<Route> extends object ? WireInput<Route> : object;
  output: z.output<Route["output"]>;
  outputFormat: Route extends { readonly format: "event-stream" | "download" } ? "body" : "json";
  status: 200;
};

type WireSchema<Routes extends Record<string, RouteDefinition>> = {
  [Path in Routes[keyof Routes]["path"]]: {
    [Route in Extract<Routes[keyof Routes], { path: Path }> as `$${Route["method"]}`]: WireEndpoint<Route>;
  };
};

/** The Hono application that these routes make, as `hono/client` reads it. */
export type AppOf<Routes extends Record<string, RouteDefinition>> = Hono<Env, WireSchema<Routes>>;
