import type { Context } from "hono";
import { demo } from "../demo.ts";
import { accounts, siteByCloudId } from "../identity/directory.ts";
import type { World } from "../world.ts";
import { type AuthorizeRequest, checkAuthorizeRequest } from "./authorize-request.ts";
import type { CodeBook } from "./code-book.ts";
import { consentPage, errorPage } from "./consent-page.ts";
import type { ProviderProfile } from "./profile.ts";

export interface AuthorizeDeps {
  readonly world: World;
  readonly codes: CodeBook;
  readonly profile: ProviderProfile;
  /** Issuer for `iss`, where the profile sends it. */
  readonly issuer: () => string;
}

/** GET shows the consent page or decides at once, as the switch says; POST takes the decision. */
export const authorize = async (context: Context, deps: AuthorizeDeps): Promise<Response> => {
  const form = context.req.method === "POST" ? await context.req.parseBody({ all: true }) : undefined;
  const query = new URLSearchParams(
    typeof form?.["request"] === "string" ? form["request"] : new URL(context.req.url).search,
  );
  const checked = checkAuthorizeRequest(query, deps.world.apps, deps.profile);
  if (checked.kind === "page") return context.html(errorPage("This app cannot sign you in", checked.message), 400);
  if (checked.kind === "redirect")
    return redirect(context, deps, checked.redirectUri, {
      error: checked.error,
      error_description: checked.description,
      state: query.get("state") ?? undefined,
    });
  const { request } = checked;
  if (form !== undefined) {
    const cloudIds = [form["cloudId"]].flat().filter((cloudId) => typeof cloudId === "string");
    const accountId = typeof form["account"] === "string" ? form["account"] : demo.accountId;
    return decide(context, deps, request, { approved: form["decision"] === "approve", accountId, cloudIds });
  }
  const visible = deps.world.visibleCloudIds;
  if (deps.world.consent !== "ask")
    return decide(context, deps, request, {
      approved: deps.world.consent === "approve",
      accountId: demo.accountId,
      cloudIds: visible,
    });
  return context.html(
    consentPage({
      title: `Sign in with ${deps.profile.title}`,
      clientId: request.clientId,
      redirectUri: request.redirectUri,
      scopes: request.scopes,
      accounts,
      sites: visible.flatMap((cloudId) => siteByCloudId(cloudId) ?? []),
      hidden: { request: query.toString() },
    }),
  );
};

const decide = (
  context: Context,
  deps: AuthorizeDeps,
  request: AuthorizeRequest,
  decision: { readonly approved: boolean; readonly accountId: string; readonly cloudIds: readonly string[] },
): Response => {
  const { approved, accountId, cloudIds } = decision;
  if (!approved)
    return redirect(context, deps, request.redirectUri, {
      error: "access_denied",
      error_description: "User did not authorize the request",
      state: request.state,
    });
  const granted = cloudIds.filter((cloudId) => deps.world.visibleCloudIds.includes(cloudId));
  const code = deps.codes.issue({ request, accountId, cloudIds: granted });
  return redirect(context, deps, request.redirectUri, { code, state: request.state });
};

const redirect = (
  context: Context,
  deps: AuthorizeDeps,
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
): Response => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  if (deps.profile.sendsIssuer) url.searchParams.set("iss", deps.issuer());
  return context.redirect(url.toString(), 302);
};
