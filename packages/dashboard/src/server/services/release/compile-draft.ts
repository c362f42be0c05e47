import type { CredentialSettings, Slug } from "@breezeway/core";
import { isServiceError, slugSchema } from "@breezeway/core";
import type { CompiledReleaseResult, ReleaseSettings } from "@breezeway/importer";
import { compileRelease } from "@breezeway/importer";
import { findMissing } from "../server/missing.ts";
import { settleCredential } from "../server/settle-credential.ts";
import type { ServerView } from "../../api/servers.ts";
import { sourceInputs } from "./draft-parts.ts";
import type { DraftParts } from "./draft-parts.ts";

export type CompiledDraft =
  | { readonly ok: true; readonly compiled: CompiledReleaseResult }
  | { readonly ok: false; readonly missing: ServerView["missing"]; readonly problem: string | null };

/** Compiles the draft as it would be published under a version; says what is missing where it cannot be. */
export const compileDraft = (parts: DraftParts, version: string): CompiledDraft => {
  const enabled = parts.tools.filter(({ sourceId, tool }) => isEnabled(parts, sourceId, tool.operation.key));
  const missing = findMissing({ server: parts.server, sources: parts.sources, toolsEnabled: enabled.length });
  const scopes = new Set(enabled.flatMap(({ tool }) => tool.scopes));
  const credential = settleCredential(parts.server.credential, [...scopes].toSorted());
  if (missing.length > 0 || credential === undefined) return { ok: false, missing, problem: null };
  try {
    const settings = releaseSettings(parts, { version, credential });
    return { ok: true, compiled: compileRelease({ settings, sources: sourceInputs(parts) }) };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return { ok: false, missing: [], problem: error.message };
  }
};

export const isEnabled = ({ overrides }: DraftParts, sourceId: string, key: string): boolean =>
  overrides.get(`${sourceId} ${key}`)?.enabled !== false;

const releaseSettings = (
  { workspace, server }: DraftParts,
  input: { readonly version: string; readonly credential: CredentialSettings },
): ReleaseSettings => ({
  workspace: { id: workspace.id, slug: slugSchema.parse(workspace.slug) },
  server: {
    id: server.id,
    slug: server.slug as Slug,
    name: server.name,
    version: input.version,
    description: server.description,
    instructions: server.instructions,
    ...(server.iconUrl !== null && { iconUrl: server.iconUrl }),
    ...(server.websiteUrl !== null && { websiteUrl: server.websiteUrl }),
  },
  credential: input.credential,
  access: server.access,
  presentation: server.presentation,
  policy: server.policy,
});
