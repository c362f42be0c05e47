import { Hono } from "hono";
import { siteByCloudId, siteUrl } from "../identity/directory.ts";
import { createMatcher } from "../openapi/match-operation.ts";
import { v1Operations, v2Operations } from "../openapi/operations.ts";
import type { World } from "../world.ts";
import { answerOperation, toResponse } from "./answer-operation.ts";
import { admit, bearerOf } from "./gate.ts";

const v2Prefix = "/wiki/api/v2";
const matchV2 = createMatcher(v2Operations);
const matchV1 = createMatcher(v1Operations);

// Routes of the v1 API that Atlassian has taken away.
const removed = [
  /^GET \/wiki\/rest\/api\/content(\/\d+)?$/,
  /^(POST|PUT|DELETE) \/wiki\/rest\/api\/content(\/\d+)?$/,
  /^GET \/wiki\/rest\/api\/space(\/\w+)?$/,
];

/** The gateway (`api.atlassian.com`): sites of a token, and the APIs of each site behind the token and scope gate. */
export const createGateway = (world: World): Hono => {
  const app = new Hono();
  app.get("/oauth/token/accessible-resources", (context) => accessibleResources(world, context.req.raw));
  app.all("/ex/confluence/:cloudId/*", (context) => {
    const { cloudId } = context.req.param();
    const { pathname } = new URL(context.req.url);
    const path = pathname.slice(pathname.indexOf(`/ex/confluence/${cloudId}`) + `/ex/confluence/${cloudId}`.length);
    return serveSite(world, {
      cloudId,
      path,
      request: context.req.raw,
      authorization: context.req.header("authorization") ?? null,
    });
  });
  return app;
};

/** One request to a site's API, by whatever door it came. */
export const serveSite = async (
  world: World,
  input: {
    readonly cloudId: string;
    readonly path: string;
    readonly request: Request;
    readonly authorization: string | null;
  },
): Promise<Response> => {
  const { cloudId, path, request } = input;
  const isV2 = path.startsWith(`${v2Prefix}/`);
  const match = isV2 ? matchV2(request.method, path.slice(v2Prefix.length)) : matchV1(request.method, path);
  const admission = admit(
    { authorization: input.authorization, cloudId, api: isV2 ? "v2" : "v1", operation: match?.operation },
    world.tokens,
  );
  if (!admission.ok) return toResponse(admission);
  if (match === undefined) return toResponse(unserved(request.method, path));
  const site = siteByCloudId(cloudId);
  const content = world.contents.get(cloudId);
  if (site === undefined || content === undefined)
    return toResponse({ status: 404, body: { code: 404, message: "Not Found" } });
  return answerOperation(match.operation, {
    path: match.path,
    query: new URL(request.url).searchParams,
    request,
    account: admission.account,
    site,
    content,
    base: world.base,
    mediaUrl: world.mediaUrl,
  });
};

const unserved = (method: string, path: string) =>
  removed.some((pattern) => pattern.test(`${method} ${path}`))
    ? {
        status: 410,
        body: {
          statusCode: 410,
          message:
            "com.atlassian.confluence.api.service.exceptions.GoneException: This deprecated endpoint has been removed.",
        },
      }
    : { status: 501, body: { code: 501, message: `The emulator does not serve ${method} ${path}` } };

// A site stands once for its classic and once for its granular scopes, as the real list repeats ids.
const accessibleResources = (world: World, request: Request): Response => {
  const token = bearerOf(request.headers.get("authorization"));
  const grant = token === undefined ? undefined : world.tokens.find(token, "atlassian");
  if (grant === undefined) return toResponse({ status: 401, body: { code: 401, message: "Unauthorized" } });
  const granular = [...grant.scopes].filter((scope) => scope.split(":").length === 3);
  const classic = [...grant.scopes].filter((scope) => !granular.includes(scope) && scope !== "offline_access");
  const resources = grant.cloudIds.flatMap((cloudId) => {
    const site = siteByCloudId(cloudId);
    if (site === undefined) return [];
    return [granular, classic]
      .filter((scopes) => scopes.length > 0)
      .map((scopes) => ({
        id: site.cloudId,
        name: site.name,
        url: siteUrl(world.base, site),
        scopes,
        avatarUrl: `${siteUrl(world.base, site)}/avatar.png`,
      }));
  });
  return toResponse({ status: 200, body: resources });
};
