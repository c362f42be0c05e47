import type { Context } from "hono";
import { seal } from "@breezeway/core";
import type { FacadeContext } from "../facade-deps.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import type { ConnectionTestState } from "./flow-state.ts";
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
  const sealed = await seal({
    keyring: context.keyring,
    purpose: "ticket",
    audience: `${context.dashboardUrl}/connection-test`,
    expiresAt: context.clock() + lifetimes.code,
    claims: { flowId: state.flowId, providerId: state.providerId, ...answer, state: undefined },
  });
  return c.redirect(`${context.dashboardUrl}${state.returnPath}#answer=${sealed}`, 303);
};
