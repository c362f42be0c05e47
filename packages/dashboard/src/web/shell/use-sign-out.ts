import { api, read, setCsrfToken } from "../api/client.ts";
import { useAction } from "../api/use-action.ts";
import { dropAllDrafts } from "../pages/create/draft-store.ts";
import { paths } from "./paths.ts";

/** Ends the session; drafts in this browser go, and the full load drops everything this account had in memory. */
export const useSignOut = () =>
  useAction(() => read(api.auth.logout.$post()), {
    onDone: () => {
      dropAllDrafts().then(leave, leave);
    },
  });

const leave = () => {
  location.assign(paths.login);
  setCsrfToken(null);
};
