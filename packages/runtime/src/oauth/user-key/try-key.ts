import { isServiceError } from "@breezeway/core";
import type { Egress, EgressRequest } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { UnfitArgument } from "../../request/built-request.ts";
import { preparePath } from "../../request/path-template.ts";
import { applyCredential } from "../../upstream/apply-credential.ts";
import type { UserKeySettings } from "../authorize/sign-in-terms.ts";
import { toUpstreamCredential } from "../grant/grant.ts";
import type { SealedCredential } from "../grant/grant.ts";

export type KeyTrial = "good" | "refused" | "unavailable";

/** The credential that a person entered, in the form that goes upstream. */
export const credentialFromKey = (
  { scheme }: UserKeySettings,
  entered: { readonly user: string; readonly key: string },
): SealedCredential => {
  switch (scheme.type) {
    case "bearer":
      return { type: "bearer", token: entered.key };
    case "basic":
      return { type: "basic", pair: `${entered.user}:${entered.key}` };
    case "api_key":
      return { type: "api_key", placement: scheme.placement, value: entered.key };
  }
};

/** Header values that a person typed hold neither line breaks nor anything beyond Latin-1. */
export const isSendable = (text: string): boolean => /^[\x20-\x7e\x80-\xff]*$/.test(text);

export interface TryKeyInput {
  readonly server: ProtectedServer;
  readonly settings: UserKeySettings;
  readonly variables: Readonly<Record<string, string>>;
  readonly credential: SealedCredential;
}

/** Makes the call that the owner chose and says whether the key was good for it. */
export const tryKey = async (egress: Egress, input: TryKeyInput): Promise<KeyTrial> => {
  try {
    const { status } = await egress.request(trialRequest(input));
    if (status >= 200 && status < 300) return "good";
    return status === 429 || status >= 500 ? "unavailable" : "refused";
  } catch (error) {
    if (isServiceError(error)) return "unavailable";
    // The base URL has gained a value that this grant does not hold.
    if (error instanceof UnfitArgument) return "refused";
    throw error;
  }
};

const trialRequest = ({ server, settings, variables, credential }: TryKeyInput): EgressRequest => {
  const [source] = server.release.manifest.sources;
  if (!source) throw new Error("A release has at least one source.");
  const base = preparePath({ baseUrl: source.baseUrl, path: "", source, parameters: [] })({}, variables);
  const path = settings.testPath.replace(/^(?!\/)/, "/");
  const request = { method: "GET", url: `${base}${path}`, headers: { accept: "application/json" } } as const;
  const { method, url, headers } = applyCredential(request, toUpstreamCredential(credential));
  return { method, url, headers, deadlineMs: 10_000, maxResponseBytes: 1_000_000, redirect: "none" };
};
