import { z } from "zod";
import { providerId } from "../ids/ids.ts";
import type { ProviderId } from "../ids/ids.ts";
import { Secret } from "../secret/secret.ts";
import { providerConfig } from "./provider-config.ts";
import type { ProviderAccess } from "./token-request.ts";

const operatorProvider = z.object({
  id: providerId.schema,
  clientSecret: z.string().min(1).optional(),
  config: providerConfig.refine((config) => (config.apiOrigins ?? []).length > 0, {
    message: "A provider for all workspaces needs apiOrigins: the only hosts its tokens may be sent to.",
    path: ["apiOrigins"],
  }),
});

export type ParsedOperatorProviders =
  | { readonly ok: true; readonly providers: ReadonlyMap<ProviderId, ProviderAccess> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the JSON list of providers that the operator offers to all workspaces; never repeats a secret. */
export const parseOperatorProviders = (text: Secret): ParsedOperatorProviders => {
  const parsed = z.array(operatorProvider).safeParse(parseJson(text.reveal()));
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `operator providers, ${issue.path.join(".")}: ${issue.message}`),
    };
  const providers = new Map<ProviderId, ProviderAccess>();
  for (const { id, config, clientSecret } of parsed.data)
    providers.set(id, { config, ...(clientSecret !== undefined && { clientSecret: Secret.of(clientSecret) }) });
  return { ok: true, providers };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
