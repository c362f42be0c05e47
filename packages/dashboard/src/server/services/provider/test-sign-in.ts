import type { ProviderAccess, Secret } from "@breezeway/core";
import {
  listSites,
  readConnectionTest,
  requestTokens,
  serverId,
  ServiceError,
  startConnectionTest,
} from "@breezeway/core";
import { listEnabledScopes, listServersUsing } from "@breezeway/db";
import type { TestStep } from "../../api/credentials.ts";
import type { RouteOutput } from "../../api/routes.ts";
import { throttle } from "../../auth/throttle.ts";
import type { Deps, WorkspaceContext } from "../../context.ts";
import { callbackUrl } from "./provider-view.ts";
import { openProvider } from "./test.ts";

/** Where the owner signs in for a test. Nothing is stored: the ticket stays in the browser. */
export const startSignInTest = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string; readonly returnPath: string; readonly scopes: readonly string[] };
}): Promise<RouteOutput<"startProviderSignIn">> => {
  const { deps } = ctx;
  const { id, access } = await openProvider(ctx, input.providerId);
  return startConnectionTest({
    keyring: deps.config.keyring,
    provider: access.config,
    providerId: id,
    callbackUrl: callbackUrl(deps, id),
    dashboardUrl: deps.config.dashboardUrl,
    returnPath: input.returnPath,
    scopes: input.scopes.length > 0 ? input.scopes : await scopesInUse(ctx, id),
    nowMs: deps.clock(),
  });
};

/** What the servers that use a provider ask for: a token without scopes says little about it. */
const scopesInUse = ({ deps, workspace }: WorkspaceContext, id: string): Promise<string[]> =>
  deps.database.inWorkspace({ workspaceId: workspace.id }, async (tx) => {
    const scopes = new Set<string>();
    for (const server of await listServersUsing(tx, id))
      for (const scope of await listEnabledScopes(tx, serverId.schema.parse(server.id))) scopes.add(scope);
    return [...scopes];
  });

/** Redeems what the sign-in gave. The token goes to the browser that began the test, and nowhere else. */
export const finishSignInTest = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string; readonly ticket: string; readonly answer: string };
}): Promise<RouteOutput<"finishProviderSignIn">> => {
  const { deps } = ctx;
  await throttle(deps, "connection_test", ctx.workspace.id);
  const { id, access } = await openProvider(ctx, input.providerId);
  const read = readConnectionTest({
    keyring: deps.config.keyring,
    dashboardUrl: deps.config.dashboardUrl,
    callbackUrl: callbackUrl(deps, id),
    providerId: id,
    ticket: input.ticket,
    answer: input.answer,
    nowMs: deps.clock(),
  });
  if (!read.ok && read.reason === "not_ours")
    throw new ServiceError("invalid_input", {
      message: "This sign-in was not begun here, or too long ago. Begin anew.",
    });
  if (!read.ok)
    return {
      steps: [
        { step: "redirect", state: "failed", text: `The provider did not sign you in (${read.error ?? "denied"}).` },
      ],
      token: null,
      sites: [],
    };
  const result = await requestTokens(deps.egress, access, read.grant);
  const redirect: TestStep = { step: "redirect", state: "ok", text: "You signed in and came back." };
  if (!result.ok)
    return {
      steps: [
        redirect,
        {
          step: "exchange",
          state: "failed",
          text: `The provider gave no token (${result.error ?? result.reason}). Check client ID, secret and the form of the request.`,
        },
      ],
      token: null,
      sites: [],
    };
  const { accessToken, expiresInSeconds } = result.tokens;
  const { step: call, sites } = await tryToken(deps, access, accessToken);
  return {
    steps: [redirect, { step: "exchange", state: "ok", text: "The provider gave a token." }, call],
    token: { accessToken: accessToken.reveal(), expiresInSeconds: expiresInSeconds ?? null },
    sites,
  };
};

type Sites = RouteOutput<"finishProviderSignIn">["sites"];

const tryToken = async (
  { egress }: Deps,
  { config }: ProviderAccess,
  token: Secret,
): Promise<{ readonly step: TestStep; readonly sites: Sites }> => {
  if (!config.site)
    return { step: { step: "call", state: "todo", text: "Open Try it to make a call with this token." }, sites: [] };
  const found = await listSites(egress, config.site, token);
  if (!found) return { step: { step: "call", state: "failed", text: "The API did not accept the token." }, sites: [] };
  const text =
    found.length === 0
      ? "The token works, but you have access to no site."
      : `The token reaches ${found.map(({ name, url }) => name || url).join(", ")}.`;
  return {
    step: { step: "call", state: found.length === 0 ? "failed" : "ok", text },
    sites: found.map((site) => ({ ...site })),
  };
};
