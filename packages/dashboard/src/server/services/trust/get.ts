import type { CredentialMode } from "@breezeway/core";
import { countCredentialModes } from "@breezeway/db";
import type { TrustView } from "../../api/activity.ts";
import { sessionIdleMs, sessionMaxMs } from "../../auth/sessions.ts";
import type { Deps, PublicContext } from "../../context.ts";
import { deletionGraceMs } from "../deletion-grace.ts";
import { placesOf, storedTable } from "./stored.ts";
import { modeTexts, neverStored } from "./texts.ts";

const hourMs = 3_600_000;
const auditDays = 30;
const rememberForMs = 60_000;
const remembered = new WeakMap<Deps, { readonly view: TrustView; readonly untilMs: number }>();

/** From this deployment's real settings; counted at most once a minute, since anyone may ask. */
export const getTrust = async ({ ctx: { deps } }: { ctx: PublicContext }): Promise<TrustView> => {
  const nowMs = deps.clock();
  const known = remembered.get(deps);
  if (known && known.untilMs > nowMs) return known.view;
  const modes = await deps.database.unscoped(countCredentialModes);
  const view = describe(deps, modes, nowMs);
  remembered.set(deps, { view, untilMs: nowMs + rememberForMs });
  return view;
};

const describe = ({ config, mailer }: Deps, modes: ReadonlyMap<string, number>, nowMs: number): TrustView => ({
  deployment: {
    publicUrl: config.publicUrl,
    dashboardUrl: config.dashboardUrl,
    contact: config.contact ?? null,
    environment: config.environment,
  },
  stored: storedTable(config),
  places: placesOf(config, mailer.delivery),
  neverStored: [...neverStored],
  modes: (Object.keys(modeTexts) as CredentialMode[]).map((mode) => ({
    mode,
    ...modeTexts[mode],
    servers: modes.get(mode) ?? 0,
  })),
  retention: {
    auditDays,
    auditMode: config.auditMode,
    sessionIdleHours: sessionIdleMs / hourMs,
    sessionMaxDays: sessionMaxMs / hourMs / 24,
    deletionGraceDays: deletionGraceMs / hourMs / 24,
  },
  asOf: new Date(nowMs).toISOString(),
});
