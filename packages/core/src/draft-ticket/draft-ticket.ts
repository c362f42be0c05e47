// What stands between a draft and everybody else: a sealed ticket that the control plane gives to whoever may try the
// draft, and that the data plane asks for at every request. It opens one release at one address for a minute: whoever signs
// out, is removed or loses the role gets no other, so no data plane needs to know of sessions.
import { z } from "zod";
import { releaseId, serverId, workspaceId } from "../ids/ids.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { openSealed } from "../seal/open-sealed.ts";
import { seal } from "../seal/seal.ts";

/** The request header that carries the ticket. */
export const draftTicketHeader = "breezeway-draft-ticket";
/** The dashboard takes a new ticket for each call; this bounds how long one outlives what it was given for. */
export const draftTicketLifetimeMs = 60_000;

/** The form of a value that may stand in a base URL, as the data plane checks it again at each call. */
export const draftVariables = z
  .record(
    z.string().min(1).max(60),
    z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, "Use letters, digits, dots, hyphens and underscores.")
      .refine((value) => !value.includes(".."), "Use single dots only."),
  )
  .refine((variables) => Object.keys(variables).length <= 20, "Give at most 20 values.");

const draftTicketClaims = z.object({
  use: z.literal("try_draft"),
  workspaceId: workspaceId.schema,
  serverId: serverId.schema,
  releaseId: releaseId.schema,
  /** Who pressed "Try it": an account's id, or `system`. */
  holder: z.string().min(1).max(60),
  /** The server's epoch: "revoke all" ends tickets too. */
  epoch: z.number().int(),
  /** Values of base-URL variables that an end user would choose at consent. */
  variables: draftVariables,
});
export type DraftTicketClaims = z.infer<typeof draftTicketClaims>;

/** Where the draft of a server is served; the ticket's audience. */
export const draftUrl = (input: {
  readonly publicUrl: string;
  readonly workspaceSlug: string;
  readonly serverSlug: string;
}): string => `${input.publicUrl}/mcp/${input.workspaceSlug}/${input.serverSlug}/draft`;

export const sealDraftTicket = async (input: {
  readonly keyring: Keyring;
  readonly url: string;
  readonly nowMs: number;
  readonly claims: Omit<DraftTicketClaims, "use">;
}): Promise<{ readonly ticket: string; readonly expiresAtMs: number }> => {
  const expiresAt = input.nowMs + draftTicketLifetimeMs;
  const claims: DraftTicketClaims = { ...input.claims, use: "try_draft" };
  const ticket = await seal({ keyring: input.keyring, purpose: "ticket", audience: input.url, expiresAt, claims });
  return { ticket, expiresAtMs: expiresAt };
};

/** Undefined for every reason that a ticket may be refused for. */
export const openDraftTicket = (input: {
  readonly keyring: Keyring;
  readonly url: string;
  readonly ticket: string;
  readonly nowMs: number;
}): DraftTicketClaims | undefined => {
  const { keyring, url, ticket, nowMs } = input;
  const opened = openSealed({ keyring, purpose: "ticket", audience: url, token: ticket, nowMs });
  return opened.ok ? draftTicketClaims.safeParse(opened.claims).data : undefined;
};
