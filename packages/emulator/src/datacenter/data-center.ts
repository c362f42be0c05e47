import { Hono } from "hono";
import { demo } from "../demo.ts";
import { answerOperation, toResponse } from "../gateway/answer-operation.ts";
import { basicPair, bearerOf } from "../gateway/gate.ts";
import { type Account, accountById, siteByCloudId } from "../identity/directory.ts";
import { createMatcher } from "../openapi/match-operation.ts";
import type { World } from "../world.ts";
import { dataCenterOperations } from "./operations.ts";

const match = createMatcher(dataCenterOperations);

/** A self-hosted Confluence: personal access token, OAuth token of its own, or user name and password. */
export const createDataCenter = (world: World): Hono => {
  const app = new Hono();
  app.all("/rest/api/*", async (context) => {
    const account = whoCalls(world, context.req.header("authorization") ?? null);
    if (account === undefined)
      return toResponse({
        status: 401,
        body: { message: "Client must be authenticated to access this resource.", "status-code": 401 },
        headers: { "www-authenticate": 'OAuth realm=""' },
      });
    const { pathname, searchParams } = new URL(context.req.url);
    const path = pathname.slice(pathname.indexOf("/rest/api"));
    const found = match(context.req.method, path);
    const site = siteByCloudId(demo.cloudId);
    const content = world.contents.get(demo.cloudId);
    if (found === undefined || site === undefined || content === undefined)
      return toResponse({ status: 404, body: { statusCode: 404, message: `null for uri: ${path}` } });
    return answerOperation(found.operation, {
      path: found.path,
      query: searchParams,
      request: context.req.raw,
      account,
      site,
      content,
      base: world.base,
      mediaUrl: world.mediaUrl,
    });
  });
  return app;
};

const whoCalls = (world: World, authorization: string | null): Account | undefined => {
  const pair = basicPair(authorization);
  if (pair !== undefined)
    return pair.name === demo.email && pair.password === demo.apiToken ? accountById(demo.accountId) : undefined;
  const token = bearerOf(authorization);
  if (token === undefined) return undefined;
  if (token === demo.personalAccessToken) return accountById(demo.accountId);
  const grant = world.tokens.find(token, "data-center");
  return grant === undefined ? undefined : accountById(grant.accountId);
};
