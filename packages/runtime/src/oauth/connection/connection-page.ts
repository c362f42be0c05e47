// The end user's own page: presenting a token shows its connection, and ends it.
import { seal } from "@breezeway/core";
import type { Context } from "hono";
import { deleteCookie } from "hono/cookie";
import { html } from "hono/html";
import { hashGrant } from "../../identify/identify-grant.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { facadeAddresses } from "../addresses.ts";
import { cookieName, rememberedCookie } from "../consent/browser-cookie.ts";
import { PageError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { grant as grantShape } from "../grant/grant.ts";
import type { Grant } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";
import { messagePage } from "../pages/message-page.ts";
import { pageHeaders, renderPage } from "../pages/page.ts";
import type { Page } from "../pages/page.ts";
import { endConnection, openPresented } from "../token/revoke-token.ts";

export const showConnectionForm = (_context: FacadeContext, c: Context, server: ProtectedServer): Promise<Response> =>
  respond(c, formPage(server));

export const showConnection = async (
  context: FacadeContext,
  c: Context,
  server: ProtectedServer,
): Promise<Response> => {
  const fields = new URLSearchParams(await c.req.text());
  const token = (fields.get("token") ?? "").trim().replace(/^bearer +/i, "");
  const presented = openPresented(context, server, token);
  if (!presented) return respond(c, formPage(server, "That is not a token of this server, or it has run out."), 400);
  const isEnded = server.revoked.has(hashGrant(context.hashConnection, server, presented.grant));
  const { connection } = facadeAddresses(server.resourceUrl);
  const ticket = await seal({
    keyring: context.keyring,
    purpose: "csrf",
    audience: connection,
    expiresAt: context.clock() + lifetimes.state,
    claims: presented.grant,
  });
  return respond(c, connectionPage(server, { grant: presented.grant, isEnded, ticket }));
};

export const endFromPage = async (context: FacadeContext, c: Context, server: ProtectedServer): Promise<Response> => {
  const fields = new URLSearchParams(await c.req.text());
  const opened = openValue({
    keyring: context.keyring,
    purpose: "csrf",
    audience: facadeAddresses(server.resourceUrl).connection,
    token: fields.get("ticket") ?? "",
    nowMs: context.clock(),
    shape: grantShape,
  });
  if (!opened || opened.claims.serverId !== server.serverId)
    throw new PageError(403, "This page is no longer good", "It was open for too long. Present the token again.");
  await endConnection(context, server, opened.claims);
  // The next sign-in asks again, whatever this browser remembers.
  const name = cookieName(rememberedCookie, context.isSecure);
  deleteCookie(c, name, { path: "/", secure: context.isSecure });
  return respond(
    c,
    messagePage({
      title: "The connection is ended",
      text: "Every token of it is refused from now on. You can remove the server from the application.",
    }),
  );
};

const formPage = (server: ProtectedServer, problem?: string): Page => ({
  title: `Your connection to ${server.release.manifest.server.name}`,
  body: html`<h1>Your connection to <b>${server.release.manifest.server.name}</b></h1>
    <p class="quiet">
      Nothing of your sign-in is stored here, so only its token can show it. Paste the access token or refresh token
      that your application holds.
    </p>
    ${problem === undefined ? "" : html`<p class="note bad" role="alert">${problem}</p>`}
    <form method="post" action="${facadeAddresses(server.resourceUrl).connection}">
      <div class="field">
        <label for="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          maxlength="16000"
          autocomplete="off"
          spellcheck="false"
        />
      </div>
      <div class="actions"><button type="submit" class="primary">Show the connection</button></div>
    </form>`,
});

interface ConnectionView {
  readonly grant: Grant;
  readonly isEnded: boolean;
  readonly ticket: string;
}

const connectionPage = (server: ProtectedServer, { grant, isEnded, ticket }: ConnectionView): Page => ({
  title: `Your connection to ${server.release.manifest.server.name}`,
  body: html`<h1>Your connection to <b>${server.release.manifest.server.name}</b></h1>
    <dl>
      <dt>Application</dt>
      <dd>${grant.client.name ?? "without a name"}</dd>
      <dt>May use</dt>
      <dd>${grant.readOnly ? "reading tools only" : "everything the server offers"}</dd>
      <dt>Calls</dt>
      <dd>${grant.origins.join(", ")}</dd>
      <dt>Token of</dt>
      <dd>${new Date(grant.issuedAtMs).toUTCString()}</dd>
      <dt>State</dt>
      <dd>${isEnded ? "ended" : "active"}</dd>
    </dl>
    ${
      isEnded
        ? ""
        : html`<form method="post" action="${facadeAddresses(server.resourceUrl).connection}/end">
            <input type="hidden" name="ticket" value="${ticket}" />
            <div class="actions"><button type="submit" class="primary">End this connection</button></div>
          </form>`
    }`,
});

const respond = async (c: Context, page: Page, status: 200 | 400 = 200): Promise<Response> =>
  c.body(String(await renderPage(page)), status, pageHeaders());
