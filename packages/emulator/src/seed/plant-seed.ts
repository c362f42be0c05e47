import { ContentStore } from "../content/content-store.ts";
import type { Page } from "../content/model.ts";
import { demo } from "../demo.ts";
import { engineering } from "./engineering.ts";
import { operations } from "./operations.ts";
import { annex, people } from "./people.ts";
import type { SeedPage, SeedSpace } from "./seed-page.ts";

const firstDay = Date.parse("2026-01-12T09:00:00Z");
const stepMs = 7 * 3_600_000;

/** Makes the content of every site anew; ids and times are the same each time. */
export const plantSeed = (now: () => number): Map<string, ContentStore> => {
  const grow = (spaces: readonly SeedSpace[]): ContentStore => {
    let seedTime = firstDay;
    let growing = true;
    const store = new ContentStore(() => (growing ? (seedTime += stepMs) : now()));
    for (const space of spaces) plantSpace(store, space);
    growing = false;
    return store;
  };
  return new Map([
    [demo.cloudId, grow([engineering, operations, people])],
    [demo.secondCloudId, grow([annex])],
  ]);
};

const plantSpace = (store: ContentStore, seed: SeedSpace): void => {
  const space = store.addSpace({
    key: seed.key,
    name: seed.name,
    description: seed.description,
    createdAt: store.timestamp(),
    authorId: seed.home.author,
  });
  space.homepageId = plantPage(store, { spaceId: space.id, parentId: null, seed: seed.home }).id;
};

const plantPage = (
  store: ContentStore,
  place: { readonly spaceId: string; readonly parentId: string | null; readonly seed: SeedPage },
): Page => {
  const { seed } = place;
  const history = seed.history ?? [];
  const page = store.addPage({
    spaceId: place.spaceId,
    parentId: place.parentId,
    title: seed.title,
    body: history[0]?.body ?? seed.body,
    authorId: seed.author,
    labels: seed.labels ?? [],
  });
  for (const [index, { message }] of history.entries())
    store.addVersion(page, {
      title: seed.title,
      body: history[index + 1]?.body ?? seed.body,
      authorId: seed.author,
      message,
    });
  for (const text of seed.comments ?? [])
    store.addComment({ kind: "footer", pageId: page.id, body: `<p>${text}</p>`, authorId: seed.author });
  for (const file of seed.files ?? [])
    store.addAttachment(page.id, file.name, {
      message: "",
      minorEdit: false,
      authorId: seed.author,
      mediaType: file.mediaType,
      bytes: Buffer.from(file.text),
    });
  for (const child of seed.children ?? []) plantPage(store, { spaceId: place.spaceId, parentId: page.id, seed: child });
  return page;
};
