import { Hono } from "hono";

const dataPlanePrefixes = [
  "/mcp/",
  "/oauth/",
  "/.well-known/oauth-",
  "/t/",
  "/healthz",
  "/readyz",
  "/metrics",
  "/runtime-assets/",
];

/** Both planes at one origin, told apart by path: the way `start` serves. In production each has its own origin. */
export const atOneOrigin = (planes: { readonly runtime: Hono; readonly dashboard: Hono }): Hono => {
  const app = new Hono();
  app.all("*", (context) => {
    const isDataPlane = dataPlanePrefixes.some((prefix) => context.req.path.startsWith(prefix));
    return (isDataPlane ? planes.runtime : planes.dashboard).fetch(context.req.raw, context.env);
  });
  return app;
};
