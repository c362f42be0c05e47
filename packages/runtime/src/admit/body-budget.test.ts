import { expect, test } from "vitest";
import { createBodyBudget } from "./body-budget.ts";

test("one caller holds a quarter at most, whatever number of requests it opens", () => {
  const budget = createBodyBudget(400);
  const holds = [budget.open("a"), budget.open("a")];
  expect([holds[0]?.grow(60), holds[1]?.grow(40), holds[1]?.grow(1)]).toEqual([true, true, false]);
  expect(budget.open("b").grow(100)).toBe(true);
  expect(budget.heldBytes()).toBe(200);
  holds[0]?.end();
  expect([budget.heldBytes(), holds[1]?.grow(60), holds[1]?.grow(1)]).toEqual([140, true, false]);
});

test("all callers together hold the budget at most, and give it back once", () => {
  const budget = createBodyBudget(400);
  const holds = ["a", "b", "c", "d"].map((caller) => budget.open(caller));
  expect(holds.map((hold) => hold.grow(100))).toEqual([true, true, true, true]);
  expect(budget.open("e").grow(1)).toBe(false);
  for (const hold of [...holds, ...holds]) hold.end();
  expect(budget.heldBytes()).toBe(0);
  expect(budget.open("e").grow(100)).toBe(true);
});
