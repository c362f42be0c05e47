import type { ProviderConfig } from "@breezeway/core";
import { classifyRedirectUri } from "../client/redirect-uri.ts";

/**
 * Where the consent form may lead. Browsers hold `form-action` against every redirect that follows the form,
 * so the provider, its further sign-in pages and the client have to be named.
 */
export const nextHops = (redirectUri: string, provider: ProviderConfig | undefined): readonly string[] => [
  "'self'",
  ...(provider ? providerHops(provider) : []),
  ...clientHops(redirectUri),
];

/** A generic provider may hand over to any identity provider; which, only it knows. */
const providerHops = ({ authorizationEndpoint, signInOrigins }: ProviderConfig): readonly string[] => [
  new URL(authorizationEndpoint).origin,
  ...(signInOrigins ?? ["https:"]),
];

const clientHops = (redirectUri: string): readonly string[] => {
  switch (classifyRedirectUri(redirectUri)) {
    case "private_use":
      return [new URL(redirectUri).protocol];
    // Editors hand over from their site to the program on this computer.
    case "https":
      return /^https:\/\/(insiders\.)?vscode\.dev\//.test(redirectUri)
        ? [new URL(redirectUri).origin, "vscode:", "vscode-insiders:", "http://127.0.0.1:*", "http://localhost:*"]
        : [new URL(redirectUri).origin];
    case "loopback":
      // A policy cannot name an IPv6 address: https://www.w3.org/TR/CSP3/#grammardef-host-source
      return redirectUri.startsWith("http://[") ? ["http:"] : [new URL(redirectUri).origin];
    case undefined:
      return [];
  }
};
