import { z } from "zod";
import type { Egress } from "../egress/egress.ts";
import { isServiceError, ServiceError } from "../errors/service-error.ts";
import type { ProviderConfigInput } from "./provider-config.ts";

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.string().optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
  scopes_supported: z.array(z.string()).optional(),
});
export type ProviderMetadata = z.infer<typeof metadata>;

/** Where an issuer may publish its metadata, in the order they are tried. */
export const metadataUrls = (issuer: string): readonly string[] => {
  const url = new URL(issuer);
  const path = url.pathname.replace(/\/+$/, "");
  return [
    // https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
    `${url.origin}${path}/.well-known/openid-configuration`,
    // https://www.rfc-editor.org/rfc/rfc8414#section-3.1
    `${url.origin}/.well-known/oauth-authorization-server${path}`,
  ];
};

/** The settings that follow from a provider's metadata. */
export const configFromMetadata = (found: ProviderMetadata): Partial<ProviderConfigInput> => {
  const methods = found.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const clientAuthentication = methods.includes("client_secret_basic")
    ? "basic"
    : methods.includes("client_secret_post")
      ? "post"
      : "none";
  return {
    issuer: found.issuer,
    requiresIssuer: found.authorization_response_iss_parameter_supported === true,
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    ...(found.revocation_endpoint !== undefined && { revocationEndpoint: found.revocation_endpoint }),
    tokenRequest: { format: "form", clientAuthentication },
    pkce: found.code_challenge_methods_supported?.includes("S256") ?? false,
  };
};

/** Finds and reads an issuer's metadata; throws `ServiceError` with a text that says what to check. */
export const discoverProvider = async (egress: Egress, issuer: string): Promise<ProviderMetadata> => {
  if (URL.parse(issuer) === null)
    throw new ServiceError("invalid_input", { message: "The issuer is not a URL.", at: "issuer" });
  for (const url of metadataUrls(issuer)) {
    const found = await readMetadata(egress, url);
    if (!found) continue;
    // https://www.rfc-editor.org/rfc/rfc8414#section-3.3
    if (found.issuer.replace(/\/$/, "") !== issuer.replace(/\/$/, ""))
      throw new ServiceError("invalid_input", {
        message: `The metadata names another issuer: ${JSON.stringify(found.issuer.slice(0, 200))}.`,
        at: "issuer",
      });
    return found;
  }
  throw new ServiceError("invalid_input", {
    message: "No metadata was found at this issuer. Check its URL, or enter the endpoints by hand.",
    at: "issuer",
  });
};

const readMetadata = async (egress: Egress, url: string): Promise<ProviderMetadata | undefined> => {
  try {
    const answer = await egress.request({
      method: "GET",
      url,
      headers: { accept: "application/json" },
      deadlineMs: 8_000,
      maxResponseBytes: 256_000,
    });
    return answer.status === 200 ? metadata.safeParse(JSON.parse(answer.body.toString("utf8"))).data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    if (isServiceError(error) && error.code !== "egress_refused") return undefined;
    throw error;
  }
};
