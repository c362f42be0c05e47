import type { z } from "zod";
import type { ParamsOf, RouteDefinition } from "../api/route.ts";
import type { Browser, StartedSession } from "../auth/sessions.ts";
import type { AccountContext, PublicContext, WorkspaceContext } from "../context.ts";

/** A file to save. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  readonly body: string | AsyncIterable<string>;
}

/** The HTTP side of one request, as far as a handler has to do with it. */
export interface HandlerHttp {
  readonly browser: Browser;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
  setSession(started: StartedSession): void;
  clearSession(): void;
}

type ContextOf<Route extends RouteDefinition> = Route["access"] extends "public"
  ? PublicContext
  : Route["access"] extends "account" | "operator"
    ? AccountContext | (Route extends { readonly callers: "anyone" } ? WorkspaceContext : never)
    : WorkspaceContext;

export interface Call<Route extends RouteDefinition> {
  readonly ctx: ContextOf<Route>;
  /** Who is signed in, on public routes too. */
  readonly visitor: AccountContext | undefined;
  readonly params: ParamsOf<Route>;
  readonly query: Route extends { readonly query: infer Query extends z.ZodType } ? z.output<Query> : undefined;
  readonly body: Route extends { readonly body: infer Body extends z.ZodType } ? z.output<Body> : undefined;
  readonly http: HandlerHttp;
}

type AnswerOf<Route extends RouteDefinition> = Route extends { readonly format: "event-stream" }
  ? AsyncIterable<z.output<Route["output"]>>
  : Route extends { readonly format: "download" }
    ? Download
    : z.output<Route["output"]> extends Record<string, never>
      ? z.output<Route["output"]> | void
      : z.output<Route["output"]>;

/** Turns one request into one service call; holds no logic of its own. */
export type Handler<Route extends RouteDefinition> = (
  call: Call<Route>,
) => Promise<AnswerOf<Route>> | (Route extends { readonly format: "event-stream" } ? AnswerOf<Route> : never);

/** A handler for every route of a table: a missing one does not compile. */
export type HandlersOf<Routes extends Record<string, RouteDefinition>> = {
  readonly [Name in keyof Routes]: Handler<Routes[Name]>;
};
