import { addressBucket, hashToken } from "@breezeway/core";
import type { FoundInvitation } from "@breezeway/db";
import { findInvitation } from "@breezeway/db";
import { throttle } from "../../auth/throttle.ts";
import type { PublicContext } from "../../context.ts";
import { badLink } from "../refusals.ts";
import { readInvitationLink } from "./invitation-link.ts";

export interface Presented {
  readonly token: string;
  readonly address: string;
}

/** With what an account can be made here and now. */
export interface NewAccount {
  readonly email: string;
  /** The link was in a mail to this address; else the inviter vouches for it, where no mail can be sent. */
  readonly isProven: boolean;
}

export interface ReadInvitation {
  readonly found: FoundInvitation;
  readonly newAccount: NewAccount | undefined;
}

/** An open invitation behind either of its links. */
export const readInvitation = async ({ deps }: PublicContext, input: Presented): Promise<ReadInvitation> => {
  await throttle(deps, "link", addressBucket(input.address));
  const { invitation, provenEmail } = readInvitationLink(deps, input.token);
  const found = await deps.database.unscoped((tx) => findInvitation(tx, hashToken(invitation)));
  if (!found) throw badLink();
  if (provenEmail !== undefined) return { found, newAccount: { email: provenEmail, isProven: true } };
  // Never the address of whoever holds the link: one who could choose it could take a stranger's, and try which exist.
  const isVouchedFor = deps.mailer.delivery === "none" && found.email !== null;
  return { found, newAccount: isVouchedFor ? { email: found.email, isProven: false } : undefined };
};
