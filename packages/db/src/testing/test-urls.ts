import { Secret } from "@breezeway/core";

export const templateName = "breezeway_template";

/** The same server, with another database or login. */
export const urlFor = (url: Secret, change: { readonly database?: string; readonly user?: string }): Secret => {
  const changed = new URL(url.reveal());
  if (change.database !== undefined) changed.pathname = `/${change.database}`;
  if (change.user !== undefined) changed.username = change.user;
  return Secret.of(changed.href);
};
