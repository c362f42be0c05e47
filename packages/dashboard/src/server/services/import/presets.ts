import { providerPresets, userKeyPresets } from "@breezeway/core";
import type { ProviderPreset } from "@breezeway/core";
import type { RouteOutput } from "../../api/routes.ts";
import type { PublicContext } from "../../context.ts";

const asks = {
  atlassian_cloud: "nothing",
  atlassian_data_center: "base_url",
  oauth2: "endpoints",
  openid: "issuer",
} as const satisfies Record<ProviderPreset, string>;

export const listPresets = async ({ ctx }: { ctx: PublicContext }): Promise<RouteOutput<"listPresets">> => ({
  sources: [...ctx.deps.presets],
  providers: providerPresets.map(({ preset, title, summary, steps, selfHostingNote }) => ({
    preset,
    title,
    summary,
    steps: [...steps],
    note: selfHostingNote ?? null,
    asks: asks[preset],
  })),
  userKeys: userKeyPresets.map(({ selfHostingNote, ...preset }) => ({ ...preset, note: selfHostingNote })),
});
