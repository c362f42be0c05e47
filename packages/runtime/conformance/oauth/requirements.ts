/** One sentence of a specification that concerns an authorization server or protected resource like ours. */
export interface Requirement {
  readonly says: string;
  readonly source: string;
}

const rfc = (number: number, section: string) => `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
const mcp = (page: string) => `https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization${page}`;
const cimd = (section: string) =>
  `https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-02#section-${section}`;
const bestPractice = (section: string) =>
  `https://modelcontextprotocol.io/docs/2026-07-28/tutorials/security/security_best_practices#${section}`;

/** Every requirement has an id that a test names; `coverage.test.ts` fails where one has none. */
export const requirements = {
  // Protected resource
  "resource-metadata-location": { says: "The well-known part stands between host and path.", source: rfc(9728, "3.1") },
  "resource-metadata-identical": {
    says: "`resource` is identical to the identifier it was asked for by.",
    source: rfc(9728, "3.3"),
  },
  "resource-metadata-servers": {
    says: "Metadata names at least one authorization server.",
    source: mcp("/authorization-server-discovery"),
  },
  "resource-no-offline-access": {
    says: "`offline_access` stands neither in the challenge nor in resource metadata.",
    source: mcp("#refresh-tokens"),
  },
  "challenge-401": {
    says: "A request without or with a bad token gets 401 and WWW-Authenticate.",
    source: rfc(6750, "3"),
  },
  "challenge-resource-metadata": { says: "The challenge names the metadata's URL.", source: rfc(9728, "5.1") },
  "challenge-no-error-without-token": {
    says: "No error code where no authentication was presented.",
    source: rfc(6750, "3.1"),
  },
  "challenge-invalid-token": {
    says: "An invalid, expired or revoked token is `invalid_token`.",
    source: rfc(6750, "3.1"),
  },
  "challenge-insufficient-scope": {
    says: "Missing scope is 403 `insufficient_scope` with all scopes of the operation.",
    source: mcp("#runtime-insufficient-scope-errors"),
  },
  "token-audience": {
    says: "Only tokens issued for this server are accepted.",
    source: mcp("/security-considerations#access-token-privilege-restriction"),
  },
  "token-not-passed-through": {
    says: "The upstream gets a separate token, never the client's.",
    source: mcp("/security-considerations#access-token-privilege-restriction"),
  },
  "token-in-header": {
    says: "Tokens are taken from the Authorization header, never from the query.",
    source: mcp("#token-requirements"),
  },
  // Issuer metadata
  "issuer-identical": {
    says: "`issuer` is identical to the identifier that the URL was made from.",
    source: rfc(8414, "3.3"),
  },
  "issuer-location": { says: "The well-known part stands between host and path.", source: rfc(8414, "3.1") },
  "issuer-pkce-advertised": {
    says: "`code_challenge_methods_supported` is present.",
    source: mcp("/security-considerations#authorization-code-protection"),
  },
  "issuer-iss-advertised": {
    says: "`authorization_response_iss_parameter_supported` is true.",
    source: rfc(9207, "3"),
  },
  "issuer-cimd-advertised": { says: "`client_id_metadata_document_supported` is true.", source: cimd("5") },
  "issuer-public-clients": {
    says: "Public clients are announced, so that clients choose a metadata document.",
    source: rfc(8414, "2"),
  },
  // Registration
  "register-201": { says: "A registration is answered by 201 with what was accepted.", source: rfc(7591, "3.2.1") },
  "register-no-store": { says: "The answer is not to be cached.", source: rfc(7591, "3.2.1") },
  "register-error-codes": {
    says: "Bad redirect URIs are `invalid_redirect_uri`, other faults `invalid_client_metadata`.",
    source: rfc(7591, "3.2.2"),
  },
  "register-several-uris": { says: "Several redirect URIs are taken at once.", source: rfc(7591, "2") },
  "register-application-type": {
    says: "`web` clients use https redirect URIs.",
    source: mcp("/client-registration#application-type-and-redirect-uri-constraints"),
  },
  "register-stateless": {
    says: "A registration leaves nothing behind.",
    source: mcp("/client-registration#dynamic-client-registration"),
  },
  // Client ID metadata documents
  "cimd-url": { says: "Https with a path, no dot segments, fragment, user name or password.", source: cimd("3") },
  "cimd-identical": { says: "The document's client_id is identical to its URL.", source: cimd("4.1") },
  "cimd-no-secrets": { says: "No shared secrets and no methods that need one.", source: cimd("4.1") },
  "cimd-200-only": { says: "Any status but 200 is an error.", source: cimd("4") },
  "cimd-no-redirect": { says: "Redirects are not followed.", source: cimd("4") },
  "cimd-cache": { says: "Cached as HTTP headers say; errors and invalid documents never.", source: cimd("4.4") },
  "cimd-size": { says: "Documents over 5 kB are refused.", source: cimd("6.6") },
  "cimd-special-use": { says: "Special-use addresses are not fetched.", source: cimd("6.5") },
  "cimd-redirect-uris": {
    says: "The redirect URI is one of the document's.",
    source: mcp("/client-registration#implementation-requirements"),
  },
  // Authorization endpoint
  "redirect-exact": {
    says: "The redirect URI equals a registered one.",
    source: mcp("/security-considerations#open-redirection"),
  },
  "redirect-loopback-port": { says: "Any port of a registered loopback URI is taken.", source: rfc(8252, "7.3") },
  "redirect-never-on-mismatch": {
    says: "A wrong client or redirect URI is never redirected to.",
    source: rfc(6749, "4.1.2.1"),
  },
  "authorize-no-repeats": { says: "A repeated parameter is an error.", source: rfc(6749, "3.1") },
  "authorize-state-returned": { says: "`state` comes back exactly, on errors too.", source: rfc(6749, "4.1.2.1") },
  "authorize-response-type": {
    says: "Other response types are `unsupported_response_type`.",
    source: rfc(6749, "4.1.2.1"),
  },
  "pkce-required": { says: "A request without a code challenge is refused.", source: rfc(7636, "4.4.1") },
  "pkce-s256-only": {
    says: "`plain` is refused.",
    source: mcp("/security-considerations#authorization-code-protection"),
  },
  "resource-parameter": { says: "Another resource is `invalid_target`.", source: rfc(8707, "2") },
  "resource-not-forwarded": { says: "`resource` is not sent to the upstream.", source: rfc(8707, "2") },
  "iss-on-success": { says: "`iss` is in the authorization response and equals the issuer.", source: rfc(9207, "2") },
  "iss-on-error": { says: "`iss` is in error responses too.", source: rfc(9207, "2") },
  "iss-upstream": { says: "An `iss` from the upstream has to be the provider's.", source: rfc(9207, "2.4") },
  // Consent
  "consent-per-client": {
    says: "Consent is asked for each client before the upstream is involved.",
    source: bestPractice("confused-deputy-problem"),
  },
  "consent-names-client": {
    says: "The page names client, scopes and redirect URI.",
    source: bestPractice("consent-ui-requirements"),
  },
  "consent-csrf": { says: "The form cannot be sent from elsewhere.", source: bestPractice("consent-ui-requirements") },
  "consent-no-framing": { says: "The page cannot be framed.", source: bestPractice("consent-ui-requirements") },
  "consent-localhost-warning": {
    says: "Loopback redirects carry a warning.",
    source: mcp("/security-considerations#localhost-redirect-uri-risks"),
  },
  "consent-cookie": {
    says: "Cookies carry __Host-, Secure, HttpOnly and SameSite=Lax.",
    source: bestPractice("consent-cookie-security"),
  },
  "consent-cookie-bound": {
    says: "A remembered consent is bound to client and server.",
    source: bestPractice("consent-cookie-security"),
  },
  "state-after-consent": {
    says: "The upstream state is made only after consent.",
    source: bestPractice("oauth-state-parameter-validation"),
  },
  "state-single-use": {
    says: "The state is used once, within ten minutes, in the same browser.",
    source: bestPractice("oauth-state-parameter-validation"),
  },
  // Token endpoint
  "token-form-encoded": { says: "Parameters come form-encoded, each once.", source: rfc(6749, "3.2") },
  "token-no-store": { says: "The answer carries Cache-Control: no-store.", source: rfc(6749, "5.1") },
  "token-error-codes": { says: "Errors carry the codes of the RFC.", source: rfc(6749, "5.2") },
  "code-single-use": { says: "A code is good once.", source: rfc(6749, "4.1.2") },
  "code-short-lived": { says: "A code lives at most 60 seconds.", source: rfc(6749, "4.1.2") },
  "code-bound-to-client": { says: "A code is good for the client it was issued to.", source: rfc(6749, "4.1.3") },
  "code-bound-to-redirect": {
    says: "The redirect URI is that of the authorization request.",
    source: rfc(6749, "4.1.3"),
  },
  "code-bound-to-verifier": { says: "The verifier matches the challenge.", source: rfc(7636, "4.6") },
  "code-bound-to-resource": { says: "A token for another resource is refused.", source: rfc(8707, "2.2") },
  "refresh-bound-to-client": {
    says: "A refresh token is good for the client it was issued to.",
    source: rfc(6749, "6"),
  },
  "refresh-rotates": {
    says: "Refresh tokens of public clients rotate.",
    source: mcp("/security-considerations#token-theft"),
  },
  "refresh-replay": { says: "Replay of a rotated refresh token ends the connection.", source: rfc(9700, "4.14.2") },
  "refresh-no-new-scope": { says: "A refresh cannot add scopes.", source: rfc(6749, "6") },
  "refresh-outage": { says: "An outage is not `invalid_grant`.", source: rfc(6749, "5.2") },
  // Revocation
  "revoke-200": { says: "Revocation of any token, known or not, answers 200.", source: rfc(7009, "2.2") },
  "revoke-own-client": { says: "A client revokes its own tokens only.", source: rfc(7009, "2.1") },
  "revoke-both-kinds": { says: "Ending a grant ends access and refresh tokens.", source: rfc(7009, "2.1") },
} as const satisfies Record<string, Requirement>;

export type RequirementId = keyof typeof requirements;
