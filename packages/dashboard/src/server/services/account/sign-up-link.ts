import { openSealed } from "@breezeway/core";
import { z } from "zod";
import type { Deps } from "../../context.ts";

export const linkLifetimeMs = 3_600_000;
export const signUpAudience = "sign_up";
const claims = z.object({ email: z.string() });

/** The address that a sign-up link was sent to; undefined for anything else. */
export const readSignUpLink = (deps: Deps, token: string): string | undefined => {
  const opened = openSealed({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: signUpAudience,
    token,
    nowMs: deps.clock(),
  });
  return opened.ok ? claims.safeParse(opened.claims).data?.email : undefined;
};
