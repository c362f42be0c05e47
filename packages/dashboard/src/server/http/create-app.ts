import { compileCidrs, requestId } from "@breezeway/core";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { routes } from "../api/routes.ts";
import type { Deps } from "../context.ts";
import { handlers } from "../handlers/handlers.ts";
import { mountRoute } from "./mount-routes.ts";
import type { AnyHandler } from "./mount-routes.ts";
import { describeError } from "./respond-error.ts";
import { securityHeaders } from "./security-headers.ts";
import { createSessionCookie } from "./session-cookie.ts";
import { buildOpenApi } from "../openapi/build-document.ts";
import { notFound } from "../services/refusals.ts";
import { describeFile, type WebFiles } from "./web-files.ts";
import { serveFile, serveWeb } from "./serve-web.ts";

const apiVersion = "1";

/** The control plane's HTTP application: the API of the route table, and the web app. */
export const createApp = (deps: Deps, webFiles: () => WebFiles): Hono => {
  const app = new Hono();
  const headers = securityHeaders(deps.config);
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  });
  // Readings of a workspace alone: no answer there carries a secret that its packed length could give away.
  app.get("/api/workspaces/*", compress());
  app.get("/api/trust", compress());
  const mounting = {
    deps,
    cookie: createSessionCookie(deps.config),
    isTrustedProxy: compileCidrs(deps.config.trustedProxies),
  };
  for (const [name, route] of Object.entries(routes))
    mountRoute(app, mounting, route, handlers[name as keyof typeof routes] as AnyHandler);

  const openApi = buildOpenApi(routes, { dashboardUrl: deps.config.dashboardUrl, version: apiVersion });
  const openApiFile = describeFile("/api/openapi.json", new TextEncoder().encode(JSON.stringify(openApi)));
  app.get("/api/openapi.json", (c) => serveFile(c.req.raw, openApiFile));

  app.all("/api/*", (c) => {
    const id = requestId.create();
    const { status, body } = describeError(notFound(), id, deps.log);
    return c.json(body, status, { "cache-control": "no-store", "x-request-id": id });
  });
  app.get("*", (c) => serveWeb(c.req.raw, webFiles()));
  app.onError((error, c) => {
    const { status, body } = describeError(error, requestId.create(), deps.log);
    return c.json(body, status);
  });
  return app;
};
