import { ServiceError } from "@breezeway/core";
import { findLogin } from "@breezeway/db";
import { z } from "zod";
import { linkUrl } from "../../api/links.ts";
import type { Deps } from "../../context.ts";
import { linkLifetimeMs, sealSignUpLink } from "./sign-up-link.ts";

/** A link with which whoever holds it makes the account of this address, once; for operators, who need no mail. */
export const createSignUpLink = async ({
  deps,
  email,
}: {
  readonly deps: Pick<Deps, "config" | "clock" | "database">;
  readonly email: string;
}): Promise<{ readonly link: string; readonly expiresAt: Date }> => {
  const address = readEmail(email);
  if (await deps.database.unscoped((tx) => findLogin(tx, address)))
    throw new ServiceError("conflict", { message: `${address} has an account already.`, at: "email" });
  const expiresAt = new Date(deps.clock() + linkLifetimeMs);
  const link = linkUrl(deps.config.dashboardUrl, "sign_up", await sealSignUpLink(deps, address));
  return { link, expiresAt };
};

export const readEmail = (text: string): string => {
  const parsed = z.email().max(254).safeParse(text.trim());
  if (!parsed.success)
    throw new ServiceError("invalid_input", { message: "This is not an e-mail address.", at: "email" });
  return parsed.data;
};
