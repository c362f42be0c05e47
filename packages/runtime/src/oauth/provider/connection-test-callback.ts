import type { Context } from "hono";
import { connectionTestAudience, seal } from "@breezeway/core";
import type { ConnectionTestAnswer, ConnectionTestState } from "@breezeway/core";
import type { FacadeContext } from "../facade-deps.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import type { ProviderAnswer } from "./provider-answer.ts";

export interface ConnectionTestInput {
  readonly state: ConnectionTestState;
  readonly answer: ProviderAnswer;
}

/**
 * Hands the provider's answer to the owner's browser, sealed for the control plane, in the fragment,
 * which browsers send to no server. The code in it is not redeemed here.
 */
export const finishConnectionTest = async (
  context: FacadeContext,
  c: Context,
  { state, answer }: ConnectionTestInput,
): Promise<Response> => {
  const claims: ConnectionTestAnswer = {
    flowId: state.flowId,
    providerId: state.providerId,
    ...(answer.code !== undefined && { code: answer.code }),
    ...(answer.error !== undefined && { error: answer.error }),
    ...(answer.issuer !== undefined && { issuer: answer.issuer }),
  };
  const sealed = await seal({
    keyring: context.keyring,
    purpose: "ticket",
    audience: connectionTestAudience(context.dashboardUrl),
    expiresAt: context.clock() + lifetimes.code + lifetimes.clockSkew,
    claims,
  });
  return c.redirect(`${context.dashboardUrl}${state.returnPath}#answer=${sealed}`, 303);
};
