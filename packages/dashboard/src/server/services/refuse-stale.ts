// Two people may have the same settings open. Each sends what they changed and the version it was made from; where the
// other was there first, in the same field, the second is asked instead of winning unseen.
import { isDeepStrictEqual } from "node:util";
import type { ServerId } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { WorkspaceTx } from "@breezeway/db";
import { listConfigChanges } from "@breezeway/db";
import type { SettingsConflict } from "../api/fields.ts";
import type { Settings } from "./settings-version.ts";
import { changedSince, flattenSettings, settingsVersion } from "./settings-version.ts";

export class SettingsConflictError extends ServiceError {
  readonly conflict: SettingsConflict;

  constructor(conflict: SettingsConflict) {
    super("conflict", {
      message: "Somebody changed this since you opened it. Look at what they did, then decide.",
      ...(conflict.fields[0] && { at: conflict.fields[0].at }),
    });
    this.conflict = conflict;
  }
}

const changesLookedAt = 100;
const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a ?? null, b ?? null);

/** Throws where a wanted field was changed, to something else, since the version; the row is locked by the caller. */
export const refuseStale = async (
  tx: WorkspaceTx,
  input: {
    readonly stored: Settings;
    readonly wanted: Settings;
    readonly version: string | undefined;
    readonly changedBy: { readonly kind: string; readonly serverId?: ServerId };
  },
): Promise<void> => {
  const { stored, wanted, version, changedBy } = input;
  if (version === undefined) return;
  const stale = changedSince(stored, version).filter((name) => name in wanted && !isSame(wanted[name], stored[name]));
  if (stale.length === 0) return;
  const history = await listConfigChanges(tx, { ...changedBy, limit: changesLookedAt });
  const whoChanged = (name: string) =>
    history.find(({ change }) => {
      const after = { ...change.after, ...flattenSettings(change.after ?? {}) };
      return name in after && isSame(after[name], stored[name]);
    });
  throw new SettingsConflictError({
    version: settingsVersion(stored),
    fields: stale.map((at) => {
      const found = whoChanged(at);
      return {
        at,
        by: found?.actorName ?? null,
        when: found?.change.at.toISOString() ?? null,
        value: stored[at] ?? null,
      };
    }),
  });
};
