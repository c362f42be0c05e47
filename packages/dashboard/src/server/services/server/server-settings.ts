import type { JsonObject } from "@breezeway/core";
import type { ServerRow, SourceRow } from "@breezeway/db";
import type { Settings } from "../settings-version.ts";
import { flattenSettings } from "../settings-version.ts";

/** What the settings of a server are, as one form after another edits them. */
export const serverSettings = (server: ServerRow): Settings => {
  const { name, slug, description, instructions, iconUrl, websiteUrl, presentation, policy } = server;
  return flattenSettings({
    name,
    slug,
    description,
    instructions,
    iconUrl,
    websiteUrl,
    presentation,
    policy,
  } satisfies JsonObject);
};

const schedules = { 24: "daily", 168: "weekly" } as const;
export const scheduleHours = { off: null, daily: 24, weekly: 168 } as const;

export const driftSchedule = ({ checkEveryHours }: SourceRow): keyof typeof scheduleHours =>
  checkEveryHours === null ? "off" : (schedules[checkEveryHours as 24 | 168] ?? "weekly");

/** What the settings of a document are; its variables count as one. */
export const sourceSettings = (source: SourceRow): Settings => ({
  title: source.title,
  baseUrl: source.baseUrl,
  variables: source.variables,
  driftSchedule: driftSchedule(source),
});
