import { seal } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { z } from "zod";
import { authorizeRequest } from "../authorize/authorize-request.ts";
import type { AuthorizeRequest } from "../authorize/authorize-request.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { openValue } from "../grant/open-value.ts";

/** What the consent form carries: the checked request, bound to this browser. It is also the CSRF token. */
const claims = z.object({ request: authorizeRequest, browser: z.string() });

export interface FormContext {
  readonly keyring: Keyring;
  readonly issuer: string;
  readonly nowMs: number;
}

export const sealConsentForm = (
  { keyring, issuer, nowMs }: FormContext,
  input: { readonly request: AuthorizeRequest; readonly browser: string },
): Promise<string> =>
  seal({ keyring, purpose: "consent", audience: issuer, expiresAt: nowMs + lifetimes.consentForm, claims: input });

export const openConsentForm = ({ keyring, issuer, nowMs }: FormContext, token: string) =>
  openValue({ keyring, purpose: "consent", audience: issuer, token, nowMs, shape: claims })?.claims;
