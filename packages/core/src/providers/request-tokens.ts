import type { Egress } from "../egress/egress.ts";
import { isServiceError } from "../errors/service-error.ts";
import { readTokenResponse } from "./read-token-response.ts";
import type { UpstreamTokenResult } from "./read-token-response.ts";
import { buildTokenRequest } from "./token-request.ts";
import type { ProviderAccess, UpstreamGrant } from "./token-request.ts";

/** Asks the upstream's token endpoint. An unreachable upstream is `unavailable`; an address that egress refuses is `misconfigured`. */
export const requestTokens = async (
  egress: Egress,
  access: ProviderAccess,
  grant: UpstreamGrant,
): Promise<UpstreamTokenResult> => {
  try {
    return readTokenResponse(await egress.request(buildTokenRequest(access, grant)));
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return { ok: false, reason: error.code === "egress_refused" ? "misconfigured" : "unavailable", error: error.code };
  }
};
