import { isServiceError } from "@breezeway/core";
import type { Egress, EgressRequest } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import type { UserKeySettings } from "../authorize/sign-in-terms.ts";
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
    throw error;
  }
};

const trialRequest = ({ server, settings, variables, credential }: TryKeyInput): EgressRequest => {
  const url = new URL(`${firstBaseUrl(server, variables)}${settings.testPath}`);
  const headers: Record<string, string> = { accept: "application/json" };
  switch (credential.type) {
    case "bearer":
      headers["authorization"] = `Bearer ${credential.token}`;
      break;
    case "basic":
      headers["authorization"] = `Basic ${Buffer.from(credential.pair).toString("base64")}`;
      break;
    case "api_key":
      if (credential.placement.in === "header") headers[credential.placement.name.toLowerCase()] = credential.value;
      else if (credential.placement.in === "query") url.searchParams.set(credential.placement.name, credential.value);
      else headers["cookie"] = `${credential.placement.name}=${encodeURIComponent(credential.value)}`;
  }
  return { method: "GET", url, headers, deadlineMs: 10_000, maxResponseBytes: 1_000_000, redirect: "none" };
};

const firstBaseUrl = (server: ProtectedServer, chosen: Readonly<Record<string, string>>): string => {
  const [source] = server.release.manifest.sources;
  if (!source) throw new Error("A release has at least one source.");
  return source.baseUrl.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const variable = source.variables[name];
    return encodeURIComponent(variable?.from === "owner" ? variable.value : (chosen[variable?.name ?? name] ?? ""));
  });
};
