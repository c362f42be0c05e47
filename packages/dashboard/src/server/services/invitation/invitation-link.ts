// What a mailed invitation carries: the invitation, and the address whose mail it was sent to. It is in that mail and
// nowhere else, so whoever holds it reads the address; the link that the dashboard shows to the inviter proves no address.
import { openSealed, seal } from "@breezeway/core";
import { z } from "zod";
import { linkUrl } from "../../api/links.ts";
import type { Deps } from "../../context.ts";

const audience = "invitation";
const claims = z.object({ email: z.string(), invitation: z.string() });

export interface PresentedInvitation {
  readonly invitation: string;
  /** Whose mail the link was in. */
  readonly provenEmail: string | undefined;
}

export const mailedInvitationLink = async (
  deps: Pick<Deps, "config">,
  input: { readonly email: string; readonly invitation: string; readonly expiresAt: Date },
): Promise<string> => {
  const sealed = await seal({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience,
    expiresAt: input.expiresAt.getTime(),
    claims: { email: input.email, invitation: input.invitation },
  });
  return linkUrl(deps.config.dashboardUrl, "invitation", Buffer.from(sealed).toString("base64url"));
};

/** Takes either link apart; what does not open is taken for an invitation's own token. */
export const readInvitationLink = (deps: Pick<Deps, "config" | "clock">, token: string): PresentedInvitation => {
  const opened = openSealed({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience,
    token: Buffer.from(token, "base64url").toString("latin1"),
    nowMs: deps.clock(),
  });
  const parsed = opened.ok ? claims.safeParse(opened.claims).data : undefined;
  return parsed
    ? { invitation: parsed.invitation, provenEmail: parsed.email }
    : { invitation: token, provenEmail: undefined };
};
