import type { IncomingMessage } from "node:http";
import type { Context } from "hono";

/** One request header by its lower-case name. Node's own parse is read where there is one: it is there already. */
export const readHeader = (c: Context, name: string): string | undefined => {
  const incoming = incomingOf(c);
  if (incoming === undefined) return c.req.raw.headers.get(name) ?? undefined;
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
};

/** The address at the other end of the connection. */
export const readPeer = (c: Context): string | undefined => incomingOf(c)?.socket.remoteAddress;

const incomingOf = (c: Context): IncomingMessage | undefined =>
  (c.env as { readonly incoming?: IncomingMessage } | undefined)?.incoming;
