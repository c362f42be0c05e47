import { challengedScopes } from "../../identify/challenge.ts";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { issuerUrl } from "../addresses.ts";

/** Protected resource metadata: https://www.rfc-editor.org/rfc/rfc9728#section-2 */
export const resourceMetadata = (server: ProtectedServer) => {
  const scopes = challengedScopes(server);
  return {
    resource: server.resourceUrl,
    authorization_servers: [issuerUrl(server.resourceUrl)],
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    bearer_methods_supported: ["header"],
    resource_name: server.release.manifest.server.name,
  };
};
