// What travels sealed in `state` to the provider and back.
import { connectionTestState, providerId, seal, slugSchema } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { z } from "zod";
import { authorizeRequest } from "../authorize/authorize-request.ts";
import { grant } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";

const signIn = z.object({
  kind: z.literal("sign_in"),
  /** Names the state in `spent`, and the cookie that binds it to the browser. */
  flowId: z.string(),
  /** Hash of that cookie. */
  browser: z.string(),
  providerId: providerId.schema,
  workspaceSlug: slugSchema,
  serverSlug: slugSchema,
  request: authorizeRequest,
  grant,
  /** PKCE towards the provider. */
  codeVerifier: z.string().optional(),
});
export type SignInState = z.infer<typeof signIn>;

const flowState = z.discriminatedUnion("kind", [signIn, connectionTestState]);
export type FlowState = z.infer<typeof flowState>;

export interface StateContext {
  readonly keyring: Keyring;
  /** The audience: a state made for one callback opens at no other. */
  readonly callbackUrl: string;
  readonly nowMs: number;
}

export const sealState = ({ keyring, callbackUrl, nowMs }: StateContext, state: FlowState): Promise<string> =>
  seal({ keyring, purpose: "state", audience: callbackUrl, expiresAt: nowMs + lifetimes.state, claims: state });

export const openState = ({ keyring, callbackUrl, nowMs }: StateContext, token: string) =>
  openValue({ keyring, purpose: "state", audience: callbackUrl, token, nowMs, shape: flowState });
