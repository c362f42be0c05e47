// Every route goes the same way: who is it, did our own page send it, may they, what do they say, and only then the
// service. What a service answers is cut to the route's output schema, so no field leaves by accident.
import { getConnInfo } from "@hono/node-server/conninfo";
import { clientAddress, requestId } from "@breezeway/core";
import type { AddressMatcher } from "@breezeway/core";
import type { Context, Hono } from "hono";
import type { RouteDefinition } from "../api/route.ts";
import type { Browser } from "../auth/sessions.ts";
import type { Deps, PublicContext } from "../context.ts";
import type { Download, HandlerHttp } from "../handlers/handler.ts";
import { authorize, readVisitor } from "./authorize.ts";
import type { Visitor } from "./authorize.ts";
import { checkNotCrossSite, checkSameOrigin } from "./csrf.ts";
import { readInput } from "./read-input.ts";
import { describeError } from "./respond-error.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { authorizeToken, readBearer } from "./token-context.ts";
import { eventText, streamText } from "./stream.ts";

export interface Mounting {
  readonly deps: Deps;
  readonly cookie: SessionCookie;
  readonly isTrustedProxy: AddressMatcher;
}

/** A handler with its route's types set aside: the table and `HandlersOf` have checked that the two belong together. */
export type AnyHandler = (call: {
  ctx: unknown;
  visitor: unknown;
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  http: HandlerHttp;
}) => unknown;

export const mountRoute = (app: Hono, mounting: Mounting, route: RouteDefinition, handler: AnyHandler): void => {
  app.on(route.method.toUpperCase(), route.path, async (c) => {
    const ctx: PublicContext = { deps: mounting.deps, requestId: requestId.create(), log: mounting.deps.log };
    c.header("x-request-id", ctx.requestId);
    c.header("cache-control", "no-store");
    try {
      return await answer(c, mounting, route, handler, ctx);
    } catch (error) {
      const { status, body, headers } = describeError(error, ctx.requestId, ctx.log);
      return c.json(body, status, headers);
    }
  });
};

const answer = async (
  c: Context,
  { deps, cookie, isTrustedProxy }: Mounting,
  route: RouteDefinition,
  handler: AnyHandler,
  ctx: PublicContext,
): Promise<Response> => {
  const request = c.req.raw;
  const browser: Browser = {
    userAgent: request.headers.get("user-agent") ?? "",
    address: clientAddress(peerAddress(c), request.headers.get("x-forwarded-for"), isTrustedProxy) ?? "unknown",
    sessionToken: cookie.read(request),
  };
  const params: Record<string, string> = c.req.param();
  const target = {
    access: route.access,
    ...(route.callers && { callers: route.callers }),
    workspace: params["workspace"],
  } as const;
  const apiToken = readBearer(request);
  const visitor = apiToken === undefined ? await readVisitor(ctx, browser.sessionToken) : undefined;
  if (apiToken === undefined) checkFromOurPage(deps, request, route, visitor);
  const routeCtx =
    apiToken === undefined ? await authorize(ctx, visitor, target) : await authorizeToken(ctx, apiToken, target);
  const { query, body } = await readInput(request, route);
  const going = new AbortController();
  const http: HandlerHttp = {
    browser,
    signal: AbortSignal.any([request.signal, going.signal]),
    setSession: ({ token, expiresAt }) => {
      const maxAgeSeconds = (expiresAt.getTime() - deps.clock()) / 1_000;
      c.header("set-cookie", cookie.set(token.reveal(), maxAgeSeconds), { append: true });
    },
    clearSession: () => c.header("set-cookie", cookie.clear(), { append: true }),
  };
  const result = await handler({ ctx: routeCtx, visitor: visitor?.account, params, query, body, http });
  return send(c, route, result, ctx, () => going.abort());
};

/** A browser adds its cookie by itself, a program its token on purpose: only the cookie wants these checks. */
const checkFromOurPage = (deps: Deps, request: Request, route: RouteDefinition, visitor: Visitor | undefined): void => {
  if (route.format === "download") checkNotCrossSite(request);
  if (route.method !== "get") checkSameOrigin(deps.config, request, visitor?.account.session.id);
};

const send = (
  c: Context,
  route: RouteDefinition,
  result: unknown,
  ctx: PublicContext,
  onCancel: () => void,
): Response => {
  switch (route.format ?? "json") {
    case "json":
      return c.json(route.output.parse(result ?? {}) as object);
    case "event-stream": {
      c.header("content-type", "text/event-stream");
      // Proxies that buffer would keep the progress to themselves.
      c.header("x-accel-buffering", "no");
      const events = result as AsyncIterable<{ type: string }>;
      return c.body(streamText(eventText(events, ctx), ctx, onCancel));
    }
    case "download": {
      const { fileName, mediaType, body } = result as Download;
      c.header("content-type", `${mediaType}; charset=utf-8`);
      c.header("content-disposition", `attachment; filename="${fileName}"`);
      return c.body(typeof body === "string" ? body : streamText(body, ctx, onCancel));
    }
  }
};

/** There is no socket where a test calls the application directly. */
const peerAddress = (c: Context): string | undefined => {
  const bindings: unknown = c.env;
  if (typeof bindings !== "object" || bindings === null || !("incoming" in bindings)) return undefined;
  return getConnInfo(c).remote.address;
};
