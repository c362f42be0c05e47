import { openSealed, seal, sealSecret, Secret } from "@breezeway/core";
import { replaceRecoveryCodes, setTotp } from "@breezeway/db";
import { z } from "zod";
import type { AccountView } from "../../api/account.ts";
import { throttle } from "../../auth/throttle.ts";
import { hashRecoveryCode, matchTotp, newRecoveryCodes, newTotpSecret, totpUri } from "../../auth/totp.ts";
import type { AccountContext } from "../../context.ts";
import { changeAccount } from "../change.ts";
import { wrongCode } from "../refusals.ts";
import { readAccountView } from "./account-view.ts";
import { checkPassword } from "./check-password.ts";
import { spendSecondFactor, totpPlace } from "./check-second-factor.ts";

const setupLifetimeMs = 10 * 60_000;
const setupClaims = z.object({ secret: z.string() });
const setupAudience = (userId: string) => `totp_setup ${userId}`;

/** Nothing is stored until a code shows that the authenticator has the secret. */
export const beginTotp = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly password: string };
}): Promise<{ uri: string; secret: string; setup: string }> => {
  const { deps } = ctx;
  const user = await checkPassword(ctx, input.password);
  const secret = newTotpSecret();
  const setup = await seal({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: setupAudience(user.id),
    expiresAt: deps.clock() + setupLifetimeMs,
    claims: { secret },
  });
  return { uri: totpUri(secret, user.email), secret, setup };
};

export const confirmTotp = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: { readonly setup: string; readonly code: string };
}): Promise<{ recoveryCodes: string[] }> => {
  const { deps, actor } = ctx;
  await throttle(deps, "second_factor", actor.userId);
  const nowMs = deps.clock();
  const opened = openSealed({
    keyring: deps.config.keyring,
    purpose: "challenge",
    audience: setupAudience(actor.userId),
    token: input.setup,
    nowMs,
  });
  const claims = opened.ok ? setupClaims.safeParse(opened.claims).data : undefined;
  const step = claims && matchTotp({ secret: claims.secret, code: input.code, nowMs });
  if (!claims || step === undefined) throw wrongCode();
  const recoveryCodes = newRecoveryCodes();
  return changeAccount(ctx, async (tx, now) => {
    const secret = sealSecret(deps.config.keyring, totpPlace(actor.userId), Secret.of(claims.secret));
    await setTotp(tx, { secret, step, now });
    await replaceRecoveryCodes(tx, { hashes: recoveryCodes.map((code) => hashRecoveryCode(actor.userId, code)), now });
    return { result: { recoveryCodes }, change: { kind: "account.second_factor_added" } };
  });
};

interface Proof {
  readonly password: string;
  readonly code: string;
}

export const disableTotp = async ({ ctx, input }: { ctx: AccountContext; input: Proof }): Promise<AccountView> => {
  await checkProof(ctx, input);
  return changeAccount(ctx, async (tx, now) => {
    await setTotp(tx, null);
    return { result: await readAccountView(tx, now), change: { kind: "account.second_factor_removed" } };
  });
};

export const renewRecoveryCodes = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: Proof;
}): Promise<{ recoveryCodes: string[] }> => {
  await checkProof(ctx, input);
  const recoveryCodes = newRecoveryCodes();
  return changeAccount(ctx, async (tx, now) => {
    const hashes = recoveryCodes.map((code) => hashRecoveryCode(ctx.actor.userId, code));
    await replaceRecoveryCodes(tx, { hashes, now });
    return { result: { recoveryCodes }, change: { kind: "account.recovery_codes_renewed" } };
  });
};

const checkProof = async (ctx: AccountContext, proof: Proof): Promise<void> => {
  const user = await checkPassword(ctx, proof.password);
  await throttle(ctx.deps, "second_factor", user.id);
  const isRight = await ctx.deps.database.asUser({ userId: user.id }, (tx) =>
    spendSecondFactor(ctx.deps, tx, { user, code: proof.code }),
  );
  if (!isRight) throw wrongCode();
};
