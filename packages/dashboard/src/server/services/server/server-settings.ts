import type { JsonObject } from "@breezeway/core";
import type { ServerRow } from "@breezeway/db";
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
