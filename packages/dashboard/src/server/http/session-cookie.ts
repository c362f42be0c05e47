// One cookie holds the session. Over https it carries the __Host- prefix; plain http, which only development
// allows, has a name of its own, so that neither is ever taken for the other.
import type { Config } from "@breezeway/core";
import { parse } from "hono/utils/cookie";

const secureName = "__Host-breezeway_session";
const developmentName = "breezeway_dev_session";

export interface SessionCookie {
  read(request: Request): string | undefined;
  /** `Set-Cookie` values. */
  set(token: string, maxAgeSeconds: number): string;
  clear(): string;
}

export const createSessionCookie = ({ dashboardUrl }: Pick<Config, "dashboardUrl">): SessionCookie => {
  const isSecure = dashboardUrl.startsWith("https:");
  const name = isSecure ? secureName : developmentName;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
  return {
    read: (request) => parse(request.headers.get("cookie") ?? "", name)[name],
    set: (token, maxAgeSeconds) => `${name}=${token}; Max-Age=${Math.floor(maxAgeSeconds)}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
};
