import type { Typed } from "./form-values.ts";

/** What was typed for each tool, by its name. */
export type TypedByTool = Readonly<Record<string, Typed>>;

/** A trial that the viewer leaves to sign in at the provider. Never a token: that is typed or fetched anew. */
export interface CarriedTrial {
  serverId: string;
  typed: TypedByTool;
  variables: Readonly<Record<string, string>>;
}

const storageKey = "breezeway.trial";

/** Puts a trial aside in this tab until the browser is back. */
export const carryTrial = ({ serverId, typed, variables }: CarriedTrial, storage: Storage = sessionStorage): void =>
  storage.setItem(storageKey, JSON.stringify({ serverId, typed, variables } satisfies CarriedTrial));

/** The trial that was put aside for this server. */
export const readCarriedTrial = (serverId: string, storage: Storage = sessionStorage): CarriedTrial | undefined => {
  const stored = storage.getItem(storageKey);
  const trial = stored === null ? undefined : (JSON.parse(stored) as CarriedTrial);
  return trial?.serverId === serverId ? trial : undefined;
};

export const dropCarriedTrial = (storage: Storage = sessionStorage): void => storage.removeItem(storageKey);
