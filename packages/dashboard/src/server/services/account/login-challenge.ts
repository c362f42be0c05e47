import type { UserId } from "@breezeway/core";
import { openSealed, userId } from "@breezeway/core";
import { z } from "zod";
import type { Deps } from "../../context.ts";

export const challengeAudience = "login";
export const challengeLifetimeMs = 5 * 60_000;
const claims = z.object({ userId: userId.schema });

/** Whose password was right a moment ago. */
export const readChallenge = (deps: Deps, challenge: string): UserId | undefined => {
  const opened = openSealed({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: challengeAudience,
    token: challenge,
    nowMs: deps.clock(),
  });
  return opened.ok ? claims.safeParse(opened.claims).data?.userId : undefined;
};
