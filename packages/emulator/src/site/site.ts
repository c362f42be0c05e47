import { Hono } from "hono";
import { serveSite } from "../gateway/gateway.ts";
import { siteByName } from "../identity/directory.ts";
import type { World } from "../world.ts";

const loginPage =
  "<!doctype html><html><head><title>Unauthorized</title></head><body>Log in to continue.</body></html>";

/** A site's own domain: takes e-mail and API token, and no OAuth token. */
export const createSite = (world: World): Hono => {
  const app = new Hono();
  app.get("/:site/_edge/tenant_info", (context) => {
    const site = siteByName(context.req.param("site"));
    return site === undefined
      ? context.text("Site temporarily unavailable", 404)
      : context.json({ cloudId: site.cloudId });
  });
  app.all("/:site/wiki/*", (context) => {
    const site = siteByName(context.req.param("site"));
    if (site === undefined) return context.text("Site temporarily unavailable", 404);
    const authorization = context.req.header("authorization") ?? null;
    if (authorization === null || !/^Basic /i.test(authorization)) return context.html(loginPage, 401);
    const { pathname } = new URL(context.req.url);
    const path = pathname.slice(pathname.indexOf(`/${site.name}/wiki`) + site.name.length + 1);
    return serveSite(world, { cloudId: site.cloudId, path, request: context.req.raw, authorization });
  });
  return app;
};
