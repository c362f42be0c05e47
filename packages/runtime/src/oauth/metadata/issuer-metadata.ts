import { challengedScopes } from "../../identify/challenge.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { facadeAddresses } from "../addresses.ts";

/** Authorization server metadata: https://www.rfc-editor.org/rfc/rfc8414#section-2 */
export const issuerMetadata = (server: ProtectedServer) => {
  const addresses = facadeAddresses(server.resourceUrl);
  const { credential } = server.release.manifest;
  const scopes = credential.mode === "oauth" ? [...credential.scopes] : [...challengedScopes(server)];
  return {
    issuer: addresses.issuer,
    authorization_endpoint: addresses.authorize,
    token_endpoint: addresses.token,
    registration_endpoint: addresses.register,
    revocation_endpoint: addresses.revoke,
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    // Claude chooses a metadata document as its identity only where `none` is listed.
    token_endpoint_auth_methods_supported: ["none"],
    revocation_endpoint_auth_methods_supported: ["none"],
    // https://www.rfc-editor.org/rfc/rfc7636#section-6.2
    code_challenge_methods_supported: ["S256"],
    // https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-02#section-5
    client_id_metadata_document_supported: true,
    // https://www.rfc-editor.org/rfc/rfc9207#section-3
    authorization_response_iss_parameter_supported: true,
    protected_resources: [server.resourceUrl],
  };
};
