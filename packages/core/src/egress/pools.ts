import { Pool } from "undici";
import type { ConnectorFactory } from "./connector.ts";

export interface PoolsOptions {
  readonly connectorFor: ConnectorFactory;
  readonly maxConnectionsPerOrigin: number;
  readonly maxOrigins: number;
  readonly maxHeaderBytes: number;
}

/** One keep-alive pool for each origin, bounded in number; the origin unused for longest gives way. */
export interface Pools {
  get(url: URL): Pool;
  /** The pool that `get` opened for an origin, as `URL.origin` writes it. */
  known(origin: string): Pool | undefined;
  close(): Promise<void>;
}

interface PoolEntry {
  readonly pool: Pool;
  lastUse: number;
}

export const createPools = (options: PoolsOptions): Pools => {
  const entries = new Map<string, PoolEntry>();
  const closing = new Set<Promise<void>>();
  let use = 0;

  const retire = (origin: string, { pool }: PoolEntry): void => {
    entries.delete(origin);
    const closed = pool.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };

  const open = (url: URL): PoolEntry => {
    if (entries.size >= options.maxOrigins) {
      const [oldest] = [...entries].toSorted(([, a], [, b]) => a.lastUse - b.lastUse);
      if (oldest) retire(...oldest);
    }
    const entry = { pool: createPool(url, options), lastUse: 0 };
    entries.set(url.origin, entry);
    return entry;
  };

  const lend = (entry: PoolEntry): Pool => {
    entry.lastUse = use += 1;
    return entry.pool;
  };

  return {
    get: (url) => lend(entries.get(url.origin) ?? open(url)),
    known: (origin) => {
      const entry = entries.get(origin);
      return entry && lend(entry);
    },
    close: async () => {
      for (const [origin, entry] of entries) retire(origin, entry);
      await Promise.all(closing);
    },
  };
};

/** The exchange keeps its own deadline, so undici's timers are off. */
const createPool = (url: URL, options: PoolsOptions): Pool =>
  new Pool(url.origin, {
    connect: options.connectorFor(url),
    connections: options.maxConnectionsPerOrigin,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: options.maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
  });
