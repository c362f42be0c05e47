// Argon2id with bounded concurrency: a flood of sign-ins waits in a short queue and is then refused,
// it never takes the machine's memory.
import { availableParallelism } from "node:os";
import argon2 from "argon2";
import { createGate } from "../concurrency-gate.ts";

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** With no hash to compare with it takes the same time and says no. */
  verify(hash: string | null | undefined, password: string): Promise<boolean>;
}

export interface PasswordOptions {
  readonly maxConcurrent?: number;
  readonly maxQueued?: number;
  /** KiB for each hash. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
  readonly memoryKib?: number;
}

export const createPasswordHasher = (options: PasswordOptions = {}): PasswordHasher => {
  const maxConcurrent = options.maxConcurrent ?? Math.max(1, Math.min(4, availableParallelism() - 1));
  const limit = createGate({
    maxConcurrent,
    maxQueued: options.maxQueued ?? 64,
    refusal: "Too many people are signing in at once. Try again in a few seconds.",
  });
  const settings = {
    type: argon2.argon2id,
    memoryCost: options.memoryKib ?? 19_456,
    timeCost: 2,
    parallelism: 1,
  } as const;
  const hash = (password: string) => limit(() => argon2.hash(password, settings));
  // Made now, or the first unknown e-mail would take twice as long as a known one.
  const stranger = argon2.hash("a password that nobody has", settings);
  return {
    hash,
    verify: async (stored, password) => {
      const against = stored ?? (await stranger);
      const isMatch = await limit(() => argon2.verify(against, password));
      return isMatch && typeof stored === "string";
    },
  };
};
