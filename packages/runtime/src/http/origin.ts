import type { LiveServer } from "../live/live-server.ts";

export interface OriginRules {
  /** Those of this deployment: data plane and dashboard. */
  readonly own: ReadonlySet<string>;
  /** Pages of this machine may call, as in development. */
  readonly allowLoopback: boolean;
}

/** Against DNS rebinding: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#security-warning */
export const isOriginAllowed = (origin: string, server: LiveServer, rules: OriginRules): boolean =>
  rules.own.has(origin) ||
  server.release.manifest.policy.allowedOrigins.includes(origin) ||
  (rules.allowLoopback && /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(origin));
