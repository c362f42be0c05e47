import type { ProviderId } from "@breezeway/core";
import { openSealed, providerId, seal, ServiceError } from "@breezeway/core";
import { z } from "zod";
import type { WorkspaceContext } from "../../context.ts";
import { callbackUrl } from "./provider-view.ts";

const lifetimeMs = 24 * 3_600_000;
const claims = z.object({ providerId: providerId.schema });
const audience = ({ workspace }: WorkspaceContext): string => `provider_reservation ${workspace.id}`;

/** The callback URL comes first: it is registered at the provider before there is a client id. Nothing is stored. */
export const reserveProvider = async ({
  ctx,
}: {
  ctx: WorkspaceContext;
}): Promise<{ reservation: string; callbackUrl: string }> => {
  const id = providerId.create();
  const reservation = await seal({
    keyring: ctx.deps.config.keyring,
    purpose: "challenge",
    audience: audience(ctx),
    expiresAt: ctx.deps.clock() + lifetimeMs,
    claims: { providerId: id },
  });
  return { reservation, callbackUrl: callbackUrl(ctx.deps, id) };
};

export const readReservation = (ctx: WorkspaceContext, reservation: string | undefined): ProviderId => {
  if (reservation === undefined) return providerId.create();
  const opened = openSealed({
    keyring: ctx.deps.config.keyring,
    purpose: "challenge",
    audience: audience(ctx),
    token: reservation,
    nowMs: ctx.deps.clock(),
  });
  const parsed = opened.ok ? claims.safeParse(opened.claims) : undefined;
  if (!parsed?.success)
    throw new ServiceError("invalid_input", {
      message: "The callback URL was reserved too long ago. Begin anew and register the new one.",
      at: "reservation",
    });
  return parsed.data.providerId;
};
