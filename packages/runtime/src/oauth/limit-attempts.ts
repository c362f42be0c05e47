import { addressBucket } from "@breezeway/core";
import type { Context } from "hono";
import { OAuthError } from "./errors/oauth-error.ts";
import type { FacadeContext } from "./facade-deps.ts";

/** Per address and minute. Clients that run in a data centre share an address, so only guessing is held tightly. */
const perMinute = { authorize: 300, register: 300, token: 6_000, key: 10 } as const;
export type Attempt = keyof typeof perMinute;

/** Throws `temporarily_unavailable` where one address tries too often. `what` narrows the budget, e.g. to one server. */
export const limitAttempts = async (
  context: FacadeContext,
  c: Context,
  { attempt, what = "" }: { readonly attempt: Attempt; readonly what?: string },
): Promise<void> => {
  const key = `oauth ${attempt} ${what} ${callerBucket(context, c)}`;
  const waitSeconds = await context.limiter.take(key, perMinute[attempt]);
  if (waitSeconds !== undefined)
    throw new OAuthError(
      "temporarily_unavailable",
      "Too many attempts from your network. Wait a minute and try again.",
    );
};

/** Who counts as one caller: an address, or in IPv6 a network. */
export const callerBucket = (context: FacadeContext, c: Context): string =>
  addressBucket(context.addressOf(c) ?? "unknown");
