import { api, read, setCsrfToken } from "../api/client.ts";
import { useAction } from "../api/use-action.ts";
import { paths } from "./paths.ts";

/** Ends the session; the full load drops everything this account had in memory. */
export const useSignOut = () =>
  useAction(() => read(api.auth.logout.$post()), {
    onDone: () => {
      location.assign(paths.login);
      setCsrfToken(null);
    },
  });
