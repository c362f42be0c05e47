import { equalInConstantTime } from "@breezeway/core";
import type { Logger, Secret } from "@breezeway/core";
import { Hono } from "hono";
import type { Context } from "hono";
import type { Metrics } from "../metrics/metrics.ts";
import { readHeader, readPeer } from "./read-header.ts";
import { respondError } from "./respond-error.ts";
import { httpErrorReply, toResponse } from "./respond.ts";

export interface AppDeps {
  readonly mcp: (c: Context) => Promise<Response>;
  readonly draft: (c: Context) => Promise<Response>;
  readonly installPage: (c: Context) => Promise<Response | undefined>;
  readonly metrics: Metrics;
  readonly metricsToken: Secret | undefined;
  readonly isReady: () => boolean;
  readonly isDraining: () => boolean;
  readonly newRequestId: () => string;
  readonly log: Logger;
}

const json = { "content-type": "application/json", "cache-control": "no-store" };

export interface DataPlaneApp {
  readonly app: Hono;
  /**
   * Lets another app answer at these paths, with a router of its own: were its routes added to ours, they would keep
   * every call from the fast router, which takes no routes that overlap.
   */
  readonly mount: (part: Hono, paths: readonly string[]) => void;
}

/** Routes of the data plane. No middleware stands before the MCP route: each would cost every call. */
export const createApp = (deps: AppDeps): DataPlaneApp => {
  const app = new Hono();
  const nothingHere = (): Response => plain(deps, httpErrorReply(404, "There is nothing at this address."));
  app.all("/mcp/:workspace/:server", async (c) => {
    const isPage = c.req.method === "GET" && (readHeader(c, "accept") ?? "").includes("text/html");
    const page = isPage ? await deps.installPage(c) : undefined;
    return page ?? deps.mcp(c);
  });
  app.all("/mcp/:workspace/:server/draft", deps.draft);
  app.get("/healthz", () => new Response('{"status":"alive"}', { headers: json }));
  app.get("/readyz", () => {
    const isReady = deps.isReady() && !deps.isDraining();
    return new Response(JSON.stringify({ status: isReady ? "ready" : "not ready" }), {
      status: isReady ? 200 : 503,
      headers: json,
    });
  });
  app.get("/metrics", async (c) => {
    if (deps.metricsToken === undefined && !isFromThisMachine(c))
      return plain(deps, httpErrorReply(403, "Without METRICS_TOKEN, metrics answer to this machine alone."));
    if (deps.metricsToken !== undefined && !isBearer(c, deps.metricsToken))
      return new Response('{"error":"unauthorized"}', {
        status: 401,
        headers: { ...json, "www-authenticate": "Bearer" },
      });
    return new Response(await deps.metrics.write(), {
      headers: { "content-type": deps.metrics.contentType, "cache-control": "no-store" },
    });
  });
  app.notFound(nothingHere);
  const onDefect = (error: Error): Response => {
    const requestId = deps.newRequestId();
    return toResponse(respondError(error, { log: deps.log, requestId }), {
      requestId,
      isDraining: deps.isDraining(),
      origin: undefined,
    });
  };
  app.onError(onDefect);
  return {
    app,
    mount: (part, paths) => {
      part.notFound(nothingHere);
      part.onError(onDefect);
      for (const path of paths) app.all(path, (c) => part.fetch(c.req.raw, c.env));
    },
  };
};

const plain = (deps: AppDeps, reply: ReturnType<typeof httpErrorReply>): Response =>
  toResponse(reply, { requestId: deps.newRequestId(), isDraining: deps.isDraining(), origin: undefined });

/** A proxy on this machine speaks for others, and says so. */
const isFromThisMachine = (c: Context): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(readPeer(c) ?? "") &&
  readHeader(c, "x-forwarded-for") === undefined &&
  readHeader(c, "forwarded") === undefined;

const isBearer = (c: Context, token: Secret): boolean => {
  const given = /^bearer +(.+)$/i.exec(readHeader(c, "authorization") ?? "")?.[1] ?? "";
  return equalInConstantTime(given, token.reveal());
};
