import type { UpstreamCredential } from "../identify/caller.ts";
import type { BuiltRequest } from "../request/built-request.ts";
import { percentEncode } from "../request/percent-encode.ts";

export interface CredentialedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Puts the credential on a built request. The last writer of a request: nothing else may set these places. */
export const applyCredential = (request: BuiltRequest, credential: UpstreamCredential | null): CredentialedRequest => {
  if (credential === null) return request;
  switch (credential.type) {
    case "bearer":
      return withHeader(request, "authorization", `Bearer ${credential.token.reveal()}`);
    case "basic":
      return withHeader(
        request,
        "authorization",
        `Basic ${Buffer.from(credential.pair.reveal(), "utf8").toString("base64")}`,
      );
    case "api_key":
      return withKey(request, credential.placement, credential.value.reveal());
  }
};

const withHeader = (request: BuiltRequest, name: string, value: string): CredentialedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

const withKey = (
  request: BuiltRequest,
  placement: { readonly in: "header" | "query" | "cookie"; readonly name: string },
  value: string,
): CredentialedRequest => {
  if (placement.in === "header") return withHeader(request, placement.name.toLowerCase(), value);
  const pair = `${percentEncode(placement.name)}=${percentEncode(value)}`;
  if (placement.in === "query")
    return { ...request, url: `${request.url}${request.url.includes("?") ? "&" : "?"}${pair}` };
  const cookies = request.headers["cookie"];
  return withHeader(request, "cookie", cookies === undefined ? pair : `${cookies}; ${pair}`);
};
