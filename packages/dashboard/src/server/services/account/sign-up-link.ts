import { openSealed, seal } from "@breezeway/core";
import { z } from "zod";
import type { Deps } from "../../context.ts";

export const linkLifetimeMs = 3_600_000;
const signUpAudience = "sign_up";
const claims = z.object({ email: z.string() });

/** Stands in mails: one unbroken word, since some readers cut a link at two dots. */
export const sealSignUpLink = async (deps: Pick<Deps, "config" | "clock">, email: string): Promise<string> => {
  const sealed = await seal({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: signUpAudience,
    expiresAt: deps.clock() + linkLifetimeMs,
    claims: { email },
  });
  return Buffer.from(sealed).toString("base64url");
};

/** The address that a sign-up link was sent to; undefined for anything else. */
export const readSignUpLink = (deps: Deps, token: string): string | undefined => {
  const opened = openSealed({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: signUpAudience,
    token: Buffer.from(token, "base64url").toString("latin1"),
    nowMs: deps.clock(),
  });
  return opened.ok ? claims.safeParse(opened.claims).data?.email : undefined;
};
