import { z } from "zod";
import { reservedAuthorizeParameters } from "./reserved-parameters.ts";

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** An address a credential may be sent to: https, or plain http on this machine (the egress guard decides whether that is allowed). */
const endpointUrl = z
  .string()
  .max(2_000)
  .refine((text) => {
    const url = URL.parse(text);
    if (url === null || url.username !== "" || url.password !== "" || url.hash !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.has(url.hostname));
  }, "Use an https URL without user name and fragment.");

const authorizeUrl = endpointUrl.refine(
  (text) => [...(URL.parse(text)?.searchParams.keys() ?? [])].every((name) => !reservedAuthorizeParameters.has(name)),
  "The authorize URL may not carry parameters that Breezeway sets itself.",
);

/** How the end user's site is named at consent and found behind the token. */
export const siteLookup = z.object({
  /** Base-URL variable that the site's id fills, e.g. `cloudId`. */
  variable: z.string().min(1),
  /** Answers `{ [idField] }` for a site name without authentication; `{site}` stands for the name. */
  tenantInfoUrl: z.string().refine((text) => text.includes("{site}"), "Must contain {site}."),
  /** Answers `[{ id, name, url }]` for a token. */
  accessibleResourcesUrl: endpointUrl,
  /** Shown behind the input, e.g. `.atlassian.net`; taken off when the user types it. */
  hostSuffix: z.string(),
});
export type SiteLookup = z.infer<typeof siteLookup>;

export const providerPreset = z.enum(["atlassian_cloud", "atlassian_data_center", "oauth2", "openid"]);
export type ProviderPreset = z.infer<typeof providerPreset>;

/** Everything about an upstream authorization server but the client secret, which is kept apart as ciphertext. */
export const providerConfig = z.object({
  preset: providerPreset,
  /** Shown on the consent page, e.g. "Atlassian". */
  name: z.string().min(1).max(80),
  clientId: z.string().min(1).max(400),
  /** The upstream's own issuer; an `iss` in its answer must equal it. */
  issuer: z.string().max(2_000).optional(),
  /** The upstream says that it always sends `iss`: an answer without it is refused. */
  requiresIssuer: z.boolean().default(false),
  authorizationEndpoint: authorizeUrl,
  tokenEndpoint: endpointUrl,
  revocationEndpoint: endpointUrl.optional(),
  tokenRequest: z.object({
    format: z.enum(["form", "json"]),
    clientAuthentication: z.enum(["basic", "post", "none"]),
  }),
  /** PKCE towards the upstream, besides the one that clients always use towards us. */
  pkce: z.boolean(),
  /** Sent to the authorization endpoint as they are, e.g. `audience`. */
  authorizeParameters: z
    .record(z.string().min(1).max(100), z.string().max(1_000))
    .refine(
      (parameters) => Object.keys(parameters).every((name) => !reservedAuthorizeParameters.has(name)),
      "These parameters are set by Breezeway itself.",
    ),
  scopeSeparator: z.enum([" ", ","]).default(" "),
  /** Hosts of further sign-in pages, e.g. `https://id.atlassian.com`; absent means "any https host". */
  signInOrigins: z.array(z.string()).optional(),
  /** How long the upstream takes a refresh token that was already used; 0 means not at all. */
  refreshLeewaySeconds: z.number().int().min(0).max(3_600).default(0),
  site: siteLookup.optional(),
  /**
   * Origins that tokens of this provider may be sent to; absent means "wherever the server's sources are".
   * Required where the operator shares one provider with all workspaces: an owner could aim it at his own host otherwise.
   */
  apiOrigins: z.array(z.string()).optional(),
});
export type ProviderConfig = z.infer<typeof providerConfig>;
export type ProviderConfigInput = z.input<typeof providerConfig>;
