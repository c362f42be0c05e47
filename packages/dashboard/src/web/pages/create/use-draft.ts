import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "wouter";
import { useSession, useWorkspace } from "../../shell/scope.ts";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning.ts";
import { noSecret } from "../credentials/typed-secret.ts";
import { beginSignIn } from "./credential.ts";
import type { InspectedDocument } from "./draft.ts";
import { type DraftForm, dropDraft, findUnfinished, keepDraft, readDraft, type StoredDraft } from "./draft-store.ts";
import { reachableStep, type Step } from "./steps.ts";

export interface ServerDraft extends DraftForm {
  documents: readonly InspectedDocument[];
}

const emptyDraft: ServerDraft = {
  documents: [],
  signIn: beginSignIn("passthrough"),
  naming: { name: "", slug: undefined, description: "", iconUrl: undefined },
};

const newId = (): string => crypto.getRandomValues(new Uint32Array(2)).reduce((id, part) => id + part.toString(36), "");

const addressOf = (id: string | null, step: Step): Record<string, string> => ({
  ...(id !== null && { draft: id }),
  ...(step !== "document" && { step }),
});

/** Everything but the credential that was typed. */
const toStored = (
  { documents, signIn, naming }: ServerDraft,
  place: Omit<StoredDraft, "title" | "form" | "choices">,
): StoredDraft => ({
  ...place,
  title: naming.name || (documents[0]?.preview.document.title ?? ""),
  form: { signIn: { ...signIn, ...(signIn.secret !== undefined && { secret: noSecret }) }, naming },
  choices: documents.map(({ baseUrl, variables, selection }) => ({ baseUrl, variables, selection })),
});

const samePreviews = (one: readonly InspectedDocument[], other: readonly InspectedDocument[]): boolean =>
  one.length === other.length && one.every(({ preview }, index) => preview === other[index]?.preview);

/** The draft of one id, in memory and in the browser's storage. */
const useHeldDraft = (id: string | null) => {
  const owner = { userId: useSession().account.id, workspaceId: useWorkspace().id };
  const [held, setHeld] = useState<{ id: string | null; draft: ServerDraft }>();
  const [unfinished, setUnfinished] = useState<{ id: string; title: string }>();
  const [isKept, setKept] = useState(true);
  const keptDocuments = useRef<readonly InspectedDocument[]>([]);
  const isReady = held?.id === id;

  useEffect(() => {
    if (isReady) return undefined;
    let isCurrent = true;
    const load = async () => {
      const found = id === null ? undefined : await readDraft(id, owner);
      const latest = found === undefined ? await findUnfinished(owner, Date.now()) : undefined;
      if (!isCurrent) return;
      keptDocuments.current = found?.documents ?? [];
      setUnfinished(latest);
      setHeld({ id, draft: found === undefined ? emptyDraft : { ...found.form, documents: found.documents } });
    };
    load().catch(() => {
      // A browser that keeps nothing still makes servers; it asks before the page is left.
      setKept(false);
      if (isCurrent) setHeld({ id, draft: emptyDraft });
    });
    return () => {
      isCurrent = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- when another draft is addressed, and not when its owner is made anew.
  }, [id, isReady]);

  return {
    isReady,
    isKept,
    draft: isReady ? held.draft : emptyDraft,
    unfinished,
    /** Shows a draft and keeps it, unless it has no id yet. */
    hold: (draft: ServerDraft, asId: string | null) => {
      setHeld({ id: asId, draft });
      if (asId === null) return;
      const bodies = samePreviews(draft.documents, keptDocuments.current)
        ? undefined
        : draft.documents.map(({ source, preview }) => ({ source, preview }));
      keptDocuments.current = draft.documents;
      keepDraft(toStored(draft, { ...owner, id: asId, savedAt: Date.now() }), bodies).then(
        () => setKept(true),
        () => setKept(false),
      );
    },
    drop: (dropped: string | null) => {
      setUnfinished(undefined);
      if (dropped !== null) dropDraft(dropped).catch(() => setKept(false));
    },
  };
};

/**
 * The server that is being made. Which one and which step stand in the address, so Back, Forward and a reload go where
 * one expects; the draft itself waits in this browser's storage, without the credential that was typed.
 */
export const useDraft = () => {
  const [search, setSearch] = useSearchParams();
  const id = search.get("draft");
  const { isReady, isKept, draft, unfinished, hold, drop } = useHeldDraft(id);
  const wanted = search.get("step");
  const step = reachableStep(wanted, draft);
  // An address that leads further than the draft is set right at once, or the first key of what was missing would jump.
  useEffect(() => {
    if (isReady && (wanted ?? "document") !== step) setSearch(addressOf(id, step), { replace: true });
  }, [isReady, wanted, step, id, setSearch]);
  const hasTypedSecret = (draft.signIn.secret?.value ?? "") !== "";
  useUnsavedWarning(hasTypedSecret || (!isKept && draft.documents.length > 0));
  return {
    isReady,
    draft,
    step,
    /** Another draft that can be gone on with. */
    unfinished: isReady && draft.documents.length === 0 ? unfinished : undefined,
    change: (changes: Partial<ServerDraft>) => hold({ ...draft, ...changes }, id),
    go: (step: Step) => setSearch(addressOf(id, step)),
    resume: (other: string) => setSearch(addressOf(other, "inspect")),
    /** A draft begins with its first document; Back leads to the first step, with the document in hand. */
    addDocument: (changed: ServerDraft) => {
      const asId = id ?? newId();
      hold(changed, asId);
      setSearch(addressOf(asId, "document"), { replace: true });
      setSearch(addressOf(asId, "inspect"));
    },
    startOver: () => {
      hold(emptyDraft, null);
      setSearch({});
      drop(id);
    },
    /** The server exists: what is left is not to be found again. */
    finish: () => drop(id),
    discard: drop,
  };
};
