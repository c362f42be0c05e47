// The OAuth façade as one app: an authorization server for each MCP server, which keeps nothing.
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { hasFacade } from "../identify/protected-server.ts";
import type { ProtectedServer } from "../identify/protected-server.ts";
import { issuerUrl } from "./addresses.ts";
import { answerConsent } from "./authorize/answer-consent.ts";
import { showConsent } from "./authorize/show-consent.ts";
import { createClientDocuments } from "./client/fetch-client-document.ts";
import { registerClient } from "./client/registration.ts";
import { endFromPage, showConnection, showConnectionForm } from "./connection/connection-page.ts";
import { OAuthError, PageError } from "./errors/oauth-error.ts";
import type { FacadeContext, FacadeDeps } from "./facade-deps.ts";
import { limitAttempts } from "./limit-attempts.ts";
import { issuerMetadata } from "./metadata/issuer-metadata.ts";
import { resourceMetadata } from "./metadata/resource-metadata.ts";
import { stylesheetPath } from "./pages/page.ts";
import { stylesheet } from "./pages/stylesheet.ts";
import { takeProviderAnswer } from "./provider/provider-callback.ts";
import { respondJsonError, respondPageError } from "./respond-error.ts";
import { readForm, requireField } from "./token/read-form.ts";
import { redeemCode } from "./token/redeem-code.ts";
import { createRefreshTokens } from "./token/refresh-tokens.ts";
import { revokeToken } from "./token/revoke-token.ts";

const maxBodyBytes = 64_000;
const issuerPath = "/oauth/:workspace/:server";

/** Serves every address of the façade; mount it at the root of the data plane. */
export const createOAuthFacade = (deps: FacadeDeps): Hono => {
  const context: FacadeContext = {
    ...deps,
    fetchDocument: createClientDocuments(deps.egress, deps.clock),
    isSecure: deps.publicUrl.startsWith("https:"),
  };
  const app = new Hono();
  addLimits(app, context);
  addMetadata(app, context);
  addPages(app, context);
  addEndpoints(app, context);
  return app;
};

/** Browser-based clients read metadata and call the endpoints from their own origin; no cookie plays a part there. */
const addLimits = (app: Hono, context: FacadeContext): void => {
  const open = cors({
    origin: "*",
    allowMethods: ["GET", "POST"],
    allowHeaders: ["content-type", "mcp-protocol-version"],
    maxAge: 86_400,
  });
  app.use("/.well-known/oauth-protected-resource/*", open);
  app.use("/.well-known/oauth-authorization-server/*", open);
  for (const endpoint of ["token", "register", "revoke"]) app.use(`${issuerPath}/${endpoint}`, open);
  app.use(
    "/oauth/*",
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) => respondJsonError(context, c, new OAuthError("invalid_request", "The body is too large.")),
    }),
  );
};

const addMetadata = (app: Hono, context: FacadeContext): void => {
  const serve = (path: string, describe: (server: ProtectedServer) => object) =>
    app.get(path, async (c) => {
      try {
        return c.json(describe(await findServer(context, c)), 200, { "cache-control": "public, max-age=60" });
      } catch (error) {
        if (error instanceof PageError && error.status === 404) return c.json({ error: "not_found" }, 404);
        return respondJsonError(context, c, error);
      }
    });
  serve("/.well-known/oauth-protected-resource/mcp/:workspace/:server", resourceMetadata);
  // https://www.rfc-editor.org/rfc/rfc8414#section-3.1
  serve(`/.well-known/oauth-authorization-server${issuerPath}`, issuerMetadata);
};

const addPages = (app: Hono, context: FacadeContext): void => {
  const page = (show: (c: Context) => Promise<Response>) => async (c: Context) => {
    try {
      return await show(c);
    } catch (error) {
      return respondPageError(context, c, error);
    }
  };
  const ofServer = (show: (context: FacadeContext, c: Context, server: ProtectedServer) => Promise<Response>) =>
    page(async (c) => show(context, c, await findServer(context, c)));
  app.get(stylesheetPath, (c) =>
    c.body(stylesheet, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=3600" }),
  );
  app.get(
    "/oauth/callback/:provider",
    page((c) => takeProviderAnswer(context, c)),
  );
  app.get(`${issuerPath}/authorize`, ofServer(showConsent));
  app.post(`${issuerPath}/authorize`, ofServer(answerConsent));
  app.get(`${issuerPath}/connection`, ofServer(showConnectionForm));
  app.post(`${issuerPath}/connection`, ofServer(showConnection));
  app.post(`${issuerPath}/connection/end`, ofServer(endFromPage));
};

const addEndpoints = (app: Hono, context: FacadeContext): void => {
  const refreshTokens = createRefreshTokens(context);
  const endpoint = (path: string, answer: (c: Context, server: ProtectedServer) => Promise<Response>) =>
    app.post(`${issuerPath}/${path}`, async (c) => {
      try {
        return await answer(c, await findServer(context, c));
      } catch (error) {
        return respondJsonError(context, c, error);
      }
    });
  const noStore = { "cache-control": "no-store", pragma: "no-cache" };
  endpoint("token", async (c, server) => {
    requireRunning(server);
    await limitAttempts(context, c, { attempt: "token" });
    const form = await readForm(c.req);
    switch (requireField(form, "grant_type")) {
      case "authorization_code":
        return c.json(await redeemCode(context, server, form), 200, noStore);
      case "refresh_token":
        return c.json(await refreshTokens(server, form), 200, noStore);
      default:
        throw new OAuthError("unsupported_grant_type", "Use authorization_code or refresh_token.");
    }
  });
  endpoint("register", async (c, server) => {
    await limitAttempts(context, c, { attempt: "register" });
    const body: unknown = await c.req.json().catch(() => undefined);
    const issuer = issuerUrl(server.resourceUrl);
    const { clientKeyring } = context;
    return c.json(await registerClient({ clientKeyring, issuer, nowMs: context.clock() }, body), 201, noStore);
  });
  endpoint("revoke", async (c, server) => {
    await revokeToken(context, server, await readForm(c.req));
    return c.body(null, 200, noStore);
  });
};

const requireRunning = (server: ProtectedServer): void => {
  if (server.stopped) throw new OAuthError("temporarily_unavailable", "This server is paused by its owner.");
};

const findServer = async (context: FacadeContext, c: Context): Promise<ProtectedServer> => {
  const [workspaceSlug, serverSlug] = [c.req.param("workspace") ?? "", c.req.param("server") ?? ""];
  const server = await context.findServer({ workspaceSlug, serverSlug });
  if (server && hasFacade(server)) return server;
  throw new PageError(404, "There is no such server", "Check the address that the application was given.");
};
