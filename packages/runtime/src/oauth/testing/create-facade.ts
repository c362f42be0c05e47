import type { Keyring } from "@breezeway/core";
import type { Hono } from "hono";
import type { FacadeDeps } from "../facade-deps.ts";
import { createOAuthFacade } from "../facade.ts";

/** A façade whose keyring can be exchanged while it runs, as after a rotation and restart. */
export const createFacadeForTest = (deps: Omit<FacadeDeps, "keyring"> & { readonly keyring: () => Keyring }): Hono => {
  const keyring: Keyring = {
    get newestId() {
      return deps.keyring().newestId;
    },
    get ids() {
      return deps.keyring().ids;
    },
    has: (id) => deps.keyring().has(id),
    derive: (purpose, id) => deps.keyring().derive(purpose, id),
  };
  return createOAuthFacade({ ...deps, keyring });
};
