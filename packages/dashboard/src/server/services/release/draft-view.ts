import { hashManifest } from "@breezeway/core";
import type { ReleaseManifest } from "@breezeway/core";
import type { DraftView } from "../../api/releases.ts";
import type { SettledRelease } from "../../drafts/draft-questions.ts";
import { budgetView } from "../import/lint-view.ts";
import { compileAllTools } from "./compile-all-tools.ts";
import { addedScopes, compareManifests } from "./compare-manifests.ts";
import { compileDraft } from "./compile-draft.ts";
import type { DraftParts } from "./draft-parts.ts";
import { lintGate } from "./lint-gate.ts";

/** A release that is compared with. */
export interface ParsedRelease {
  readonly number: number;
  readonly contentHash: string;
  readonly manifest: ReleaseManifest;
}

/** The draft beside what is live; compiled under the live release's own version, so that no change is the very hash. */
export const draftView = (parts: DraftParts, live: ParsedRelease | undefined): DraftView => {
  const draft = compileDraft(parts, live?.manifest.server.version ?? "0");
  const contentHash = draft.ok ? hashManifest(draft.compiled.manifest).contentHash : null;
  const { errors, warnings } = lintGate(draft);
  const isSame = live !== undefined && contentHash === live.contentHash;
  return {
    state: live === undefined ? "never_published" : isSame ? "same_as_live" : "unpublished_changes",
    contentHash,
    liveReleaseNumber: live?.number ?? null,
    changes: live && draft.ok && !isSame ? compareManifests(live.manifest, draft.compiled.manifest) : [],
    errors: [...errors],
    warnings: [...warnings],
    budget: budgetView(draft.ok ? draft.compiled.report : compileAllTools(parts).enabledReport),
    addedScopes: draft.ok ? addedScopes(live?.manifest, draft.compiled.manifest) : [],
    canPublish: draft.ok && errors.length === 0 && !isSame,
  };
};

/** The draft under a version of its own, as text that is stored as it is. */
export const settleRelease = (parts: DraftParts, live: ParsedRelease | undefined, version: string): SettledRelease => {
  const draft = compileDraft(parts, version);
  if (!draft.ok) return { ok: false, problem: lintGate(draft).errors[0]?.message ?? "The draft is not complete." };
  const { manifest } = draft.compiled;
  const { text, contentHash } = hashManifest(manifest);
  return {
    ok: true,
    manifest: text,
    contentHash,
    tools: manifest.tools.length,
    changes: live ? compareManifests(live.manifest, manifest) : [],
    addedScopes: addedScopes(live?.manifest, manifest),
  };
};
