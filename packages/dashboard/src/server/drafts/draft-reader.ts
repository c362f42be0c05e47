import { createHash } from "node:crypto";
import type { GeneratedTool, JsonSchema } from "@breezeway/core";
import { releaseManifest } from "@breezeway/core";
import type { DraftParts } from "../services/release/draft-parts.ts";
import { refKey } from "../services/release/draft-parts.ts";
import type { ParsedRelease } from "../services/release/draft-view.ts";
import { answerQuestion } from "./answer-question.ts";
import { createBoundedMemory } from "./bounded-memory.ts";
import type { AnswerOf, Needs, Question, QuestionKind, Supplies } from "./draft-questions.ts";
import type { DraftSketch } from "./draft-sketch.ts";
import { importKey, importsOf, releasesOf } from "./needs.ts";

interface ParsedImport {
  readonly tools: readonly GeneratedTool[];
  readonly definitions: Record<string, JsonSchema>;
}

export interface OpenQuestion {
  /** What must be supplied before the answer. */
  readonly needs: Needs;
  supply(supplies: Supplies): void;
  answer(): AnswerOf<QuestionKind>;
}

export interface DraftReader {
  open(sketch: DraftSketch, question: Question): OpenQuestion;
}

const mostImportCharacters = 24_000_000;
const mostReleaseCharacters = 8_000_000;
const mostDrafts = 6;

/** Parses what a draft is made of and remembers it, so that the next question about it is quick. */
export const createDraftReader = (): DraftReader => {
  const imports = createBoundedMemory<ParsedImport>({ maxSize: mostImportCharacters });
  const releases = createBoundedMemory<ParsedRelease>({ maxSize: mostReleaseCharacters });
  const drafts = createBoundedMemory<DraftParts>({ maxSize: mostDrafts });
  return {
    open: (sketch, question) => {
      // Held here, so that an answer does not depend on what other questions push out meanwhile.
      const heldImports = new Map(importsOf(sketch, question).map((key) => [key, imports.get(key)]));
      const heldReleases = new Map(releasesOf(question).map((id) => [id, releases.get(id)]));
      const needs = { imports: missingOf(heldImports), releases: missingOf(heldReleases) };
      const parts = (): DraftParts => {
        const key = createHash("sha256").update(JSON.stringify(sketch)).digest("base64url");
        const joined = drafts.get(key) ?? joinParts(sketch, (name) => heldImports.get(name));
        drafts.set(key, joined, 1);
        return joined;
      };
      return {
        needs,
        supply: (supplies) => {
          for (const { key, tools, definitions } of supplies.imports) {
            const imported = parseImport(tools, definitions);
            heldImports.set(key, imported);
            imports.set(key, imported, tools.length + definitions.length);
          }
          for (const { id, manifest, ...rest } of supplies.releases) {
            const release = { ...rest, manifest: releaseManifest.parse(JSON.parse(manifest)) };
            heldReleases.set(id, release);
            releases.set(id, release, manifest.length);
          }
        },
        answer: () =>
          answerQuestion(question, {
            parts,
            release: (id) => heldReleases.get(id) ?? fail("A release that is asked about was not supplied."),
          }),
      };
    },
  };
};

const missingOf = <Key>(held: ReadonlyMap<Key, unknown>): Key[] =>
  [...held].filter(([, value]) => value === undefined).map(([key]) => key);

const fail = (message: string): never => {
  throw new Error(message);
};

/** What came out of our own database has the types it was stored with. */
const parseImport = (tools: string, definitions: string): ParsedImport => ({
  tools: JSON.parse(tools) as GeneratedTool[],
  definitions: JSON.parse(definitions) as Record<string, JsonSchema>,
});

const joinParts = (sketch: DraftSketch, find: (key: string) => ParsedImport | undefined): DraftParts => {
  const found = sketch.sources.map((source) => {
    const imported = find(importKey(sketch, source)) ?? fail("An import that a draft stands on was not supplied.");
    return { source, ...imported };
  });
  return {
    workspace: sketch.workspace,
    server: sketch.server,
    sources: found.map(({ source, definitions }) => ({ ...source, definitions })),
    tools: found.flatMap(({ source, tools }) => tools.map((tool) => ({ sourceId: source.id, tool }))),
    overrides: new Map(sketch.edits.map((edit) => [refKey(edit), edit.override])),
  };
};
