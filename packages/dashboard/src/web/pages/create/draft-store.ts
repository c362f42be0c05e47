// A server that is not created yet, kept in this browser so that Back, a reload or a mistyped address loses nothing.
// Never a secret, never sent anywhere; gone with *Create*, with signing out and after a day.
import type { ImportPreview, SourceInput } from "../../../server/api/imports.ts";
import type { SignInChoice } from "./credential.ts";
import type { InspectedDocument } from "./draft.ts";
import type { Naming } from "./name-step.tsx";

export interface DraftOwner {
  userId: string;
  workspaceId: string;
}

export interface DraftForm {
  signIn: SignInChoice;
  naming: Naming;
}

/** What is small and changes with every key; the documents themselves stand apart. */
export interface StoredDraft extends DraftOwner {
  id: string;
  savedAt: number;
  title: string;
  form: DraftForm;
  choices: readonly Omit<InspectedDocument, "source" | "preview">[];
}

type StoredDocuments = readonly { source: SourceInput; preview: ImportPreview }[];

const databaseName = "breezeway.drafts";
const keptMs = 86_400_000;

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("The browser's storage failed.")));
  });

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("drafts", { keyPath: "id" });
    request.result.createObjectStore("documents");
  });
  return settled(request);
};

const stores = ["drafts", "documents"];

/** Runs one transaction and waits until it is written. */
const inTransaction = async <Result>(
  mode: IDBTransactionMode,
  run: (drafts: IDBObjectStore, documents: IDBObjectStore) => Promise<Result>,
): Promise<Result> => {
  const database = await open();
  try {
    const transaction = database.transaction(stores, mode);
    const written = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("The draft was not kept.")));
    });
    const [result] = await Promise.all([
      run(transaction.objectStore("drafts"), transaction.objectStore("documents")),
      written,
    ]);
    return result;
  } finally {
    database.close();
  }
};

/** Keeps a draft; `documents` only where they are others than before: they can be large. */
export const keepDraft = (draft: StoredDraft, documents: StoredDocuments | undefined): Promise<void> =>
  inTransaction("readwrite", async (drafts, bodies) => {
    await settled(drafts.put(draft));
    if (documents !== undefined) await settled(bodies.put(documents, draft.id));
  });

export const dropDraft = (id: string): Promise<void> =>
  inTransaction("readwrite", async (drafts, bodies) => {
    await settled(drafts.delete(id));
    await settled(bodies.delete(id));
  });

const isOf = (draft: StoredDraft, owner: DraftOwner): boolean =>
  draft.userId === owner.userId && draft.workspaceId === owner.workspaceId;

export const readDraft = (
  id: string,
  owner: DraftOwner,
): Promise<{ form: DraftForm; documents: readonly InspectedDocument[] } | undefined> =>
  inTransaction("readonly", async (drafts, bodies) => {
    const draft = (await settled(drafts.get(id))) as StoredDraft | undefined;
    const documents = (await settled(bodies.get(id))) as StoredDocuments | undefined;
    if (draft === undefined || documents === undefined || !isOf(draft, owner)) return undefined;
    return {
      form: draft.form,
      documents: draft.choices.flatMap((choices, index) => {
        const document = documents[index];
        return document === undefined ? [] : [{ ...choices, ...document }];
      }),
    };
  });

/** The draft that was left last, if any; those of others and those of yesterday go. */
export const findUnfinished = async (
  owner: DraftOwner,
  nowMs: number,
): Promise<Pick<StoredDraft, "id" | "title"> | undefined> =>
  inTransaction("readwrite", async (drafts, bodies) => {
    const all = (await settled(drafts.getAll())) as StoredDraft[];
    const isStale = (draft: StoredDraft) => draft.userId !== owner.userId || nowMs - draft.savedAt > keptMs;
    await Promise.all(
      all.filter(isStale).flatMap(({ id }) => [settled(drafts.delete(id)), settled(bodies.delete(id))]),
    );
    return all
      .filter((draft) => !isStale(draft) && isOf(draft, owner))
      .toSorted((a, b) => b.savedAt - a.savedAt)
      .at(0);
  });

/** Every draft of this browser, for signing out. */
export const dropAllDrafts = (): Promise<unknown> => settled(indexedDB.deleteDatabase(databaseName));
