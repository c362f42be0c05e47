import type { Clock } from "@breezeway/core";
import { LRUCache } from "lru-cache";

/** Keeps calls from waiting on an upstream that is known to be down. */
export interface CircuitBreaker {
  /** Seconds to wait where the circuit is open; `undefined` lets the call through. */
  readonly check: (key: string) => number | undefined;
  readonly succeeded: (key: string) => void;
  readonly failed: (key: string) => void;
  /** A call that ended without saying anything of the upstream, e.g. because its client left. */
  readonly abandoned: (key: string) => void;
  readonly openCount: () => number;
}

interface Circuit {
  failures: number;
  /** Epoch milliseconds at which a probe may go through; set while open. */
  retryAt: number | undefined;
  isProbing: boolean;
}

const failuresToOpen = 5;
const openMs = 30_000;
const maxCircuits = 10_000;

/** Opens after 5 failures in a row; after 30 s one probe goes through and decides. Keys carry the workspace. */
export const createCircuitBreaker = (clock: Clock): CircuitBreaker => {
  const circuits = new LRUCache<string, Circuit>({ max: maxCircuits });
  return {
    check: (key) => {
      // While all is well no key is looked up, nor even written out.
      if (circuits.size === 0) return undefined;
      const circuit = circuits.get(key);
      if (circuit?.retryAt === undefined) return undefined;
      const waitMs = circuit.retryAt - clock();
      if (waitMs > 0) return Math.ceil(waitMs / 1_000);
      if (circuit.isProbing) return 1;
      circuit.isProbing = true;
      return undefined;
    },
    succeeded: (key) => {
      if (circuits.size > 0) circuits.delete(key);
    },
    failed: (key) => {
      const circuit = circuits.get(key) ?? { failures: 0, retryAt: undefined, isProbing: false };
      circuit.failures += 1;
      circuit.isProbing = false;
      if (circuit.failures >= failuresToOpen) circuit.retryAt = clock() + openMs;
      circuits.set(key, circuit);
    },
    abandoned: (key) => {
      const circuit = circuits.get(key);
      if (circuit !== undefined) circuit.isProbing = false;
    },
    openCount: () => [...circuits.values()].filter(({ retryAt }) => retryAt !== undefined).length,
  };
};
