import { readFileSync } from "node:fs";
import type { Secret } from "@breezeway/core";

export interface ServerAddress {
  /** Directory of the Unix socket, or host names tried in turn. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  readonly ssl: false | "require" | "verify-full" | { readonly ca: string };
}

const defaultPort = 5432;

/**
 * Reads a `postgresql://` URL. `?host=/directory` names a Unix socket's directory; `sslmode` and `sslrootcert` are
 * those of libpq. https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export const readDatabaseUrl = (url: Secret): ServerAddress => {
  const parsed = parseUrl(url.reveal());
  const named = parsed.searchParams.get("host") ?? decodeURIComponent(parsed.hostname);
  const ports = (parsed.searchParams.get("port") ?? (parsed.port || String(defaultPort))).split(",");
  const user = decodeURIComponent(parsed.username);
  if (user === "") throw new Error("The database URL names no user.");
  return {
    hosts: named.split(",").map((host, index) => ({ host, port: Number(ports[index] ?? ports[0] ?? defaultPort) })),
    user,
    ...(parsed.password === "" ? {} : { password: decodeURIComponent(parsed.password) }),
    database: decodeURIComponent(parsed.pathname.slice(1)) || user,
    ssl: readSsl(parsed.searchParams),
  };
};

const parseUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol))
    throw new Error("The database URL is not of the form postgresql://user:password@host:port/database.");
  return url;
};

const readSsl = (parameters: URLSearchParams): ServerAddress["ssl"] => {
  const mode = parameters.get("sslmode") ?? "disable";
  const rootFile = parameters.get("sslrootcert");
  if (mode === "disable" || mode === "allow" || mode === "prefer") return false;
  if (rootFile !== null && rootFile !== "system") return { ca: readFileSync(rootFile, "utf8") };
  if (mode === "require") return "require";
  if (mode === "verify-ca" || mode === "verify-full") return "verify-full";
  throw new Error(`The database URL has an unknown sslmode: ${mode}.`);
};
