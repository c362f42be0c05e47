import { ServiceError } from "@breezeway/core";
import type { Deps } from "../../context.ts";

/** A link that cannot be sent must not be promised. */
export const refuseWithoutMail = ({ mailer, config }: Deps): void => {
  if (mailer.delivery !== "none") return;
  const contact = config.contact === undefined ? "whoever runs it" : config.contact;
  throw new ServiceError("unavailable", { message: `This deployment sends no mail. Write to ${contact}.` });
};
