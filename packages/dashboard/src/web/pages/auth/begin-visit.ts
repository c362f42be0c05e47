import { api, read, setCsrfToken } from "../../api/client.ts";

/** What the deployment allows, and the token that an already signed-in browser must send; `undefined` while offline. */
export const beginVisit = async () => {
  const session = await read(api.session.$get()).catch(() => undefined);
  if (session !== undefined) setCsrfToken(session.csrfToken);
  return session?.deployment;
};
