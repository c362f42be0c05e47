import { addressBucket, hashToken, ServiceError } from "@breezeway/core";
import { clearAttempts, takeAttempt } from "@breezeway/db";
import type { Deps } from "../context.ts";

const windowMs = 15 * 60_000;

/** How many attempts in any 15 minutes; each is counted before anything is evaluated. */
const limits = {
  /** Passwords tried for one account from anywhere. */
  login_account: 10,
  /** The same from one address, so that a guesser elsewhere does not use up the owner's attempts. */
  login_account_address: 5,
  login_address: 50,
  second_factor: 10,
  password_check: 10,
  mail_account: 5,
  mail_address: 20,
  link: 30,
  connection_test: 20,
} as const;
export type ThrottleKind = keyof typeof limits;

const bucketOf = (kind: ThrottleKind, key: string): Buffer => hashToken(`${kind} ${key}`);

/** Counts an attempt; throws `rate_limited` when there were too many. Known and unknown keys behave alike. */
export const throttle = async (deps: Deps, kind: ThrottleKind, key: string): Promise<void> => {
  const now = new Date(deps.clock());
  const { accepted, retryAt } = await deps.database.unscoped((tx) =>
    takeAttempt(tx, { bucket: bucketOf(kind, key), limit: limits[kind], windowMs, now }),
  );
  if (accepted) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 1_000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  throw new ServiceError("rate_limited", {
    message: `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    retryAfterSeconds,
  });
};

export const throttleLogin = async (deps: Deps, input: { email: string; address: string }): Promise<void> => {
  const from = addressBucket(input.address);
  await throttle(deps, "login_address", from);
  await throttle(deps, "login_account_address", `${input.email} ${from}`);
  await throttle(deps, "login_account", input.email);
};

/** After a right password, or a reset by mail: whoever owns the account starts anew. */
export const clearLoginThrottle = async (deps: Deps, input: { email: string; address: string }): Promise<void> => {
  const key = `${input.email} ${addressBucket(input.address)}`;
  await deps.database.unscoped(async (tx) => {
    await clearAttempts(tx, bucketOf("login_account", input.email));
    await clearAttempts(tx, bucketOf("login_account_address", key));
  });
};

export const throttleMail = async (deps: Deps, input: { email: string; address: string }): Promise<void> => {
  await throttle(deps, "mail_address", addressBucket(input.address));
  await throttle(deps, "mail_account", input.email);
};
