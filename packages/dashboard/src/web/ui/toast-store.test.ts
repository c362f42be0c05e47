import { describe, expect, it } from "vitest";
import { createToastStore } from "./toast-store.ts";

const item = (title: string, remainingMs: number) => ({ title, isBad: false, action: undefined, remainingMs });
const titles = (store: ReturnType<typeof createToastStore>) => store.read().map(({ title }) => title);

describe("the toast store", () => {
  it("lets a toast go when its time has passed, and not before", () => {
    const store = createToastStore();
    store.add(item("short", 1_000));
    store.add(item("long", 3_000));
    store.pass(999);
    expect(titles(store)).toEqual(["short", "long"]);
    store.pass(1);
    expect(titles(store)).toEqual(["long"]);
  });
  it("keeps the newest when there are too many", () => {
    const store = createToastStore();
    for (const title of ["a", "b", "c", "d", "e"]) store.add(item(title, 1_000));
    expect(titles(store)).toEqual(["b", "c", "d", "e"]);
  });
  it("tells listeners of every change until they leave", () => {
    const store = createToastStore();
    let told = 0;
    const leave = store.subscribe(() => (told += 1));
    store.close(store.add(item("a", 1_000)));
    leave();
    store.add(item("b", 1_000));
    expect(told).toBe(2);
  });
});
