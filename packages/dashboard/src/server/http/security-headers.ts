import type { Config } from "@breezeway/core";

/** Headers of every answer of the control plane. */
export const securityHeaders = (config: Pick<Config, "dashboardUrl" | "publicUrl">): Record<string, string> => ({
  "content-security-policy": contentSecurityPolicy(config),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  ...(config.dashboardUrl.startsWith("https:") && {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
  }),
});

/** `connect-src` names the data plane too: *Try it* speaks to the MCP endpoint from the browser. */
const contentSecurityPolicy = ({ publicUrl }: Pick<Config, "publicUrl">): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    `connect-src 'self' ${publicUrl}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
