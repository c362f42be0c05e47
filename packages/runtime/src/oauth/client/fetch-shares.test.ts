import { expect, test } from "vitest";
import { createFetchShares } from "./fetch-shares.ts";

const sizes = { all: 6, perCaller: 2, perHost: 3 };

test("a caller has its share, whatever hosts it names, and gets it back", () => {
  const shares = createFetchShares(sizes);
  const places = ["a.example", "b.example"].map((host) => shares.take({ caller: "one", host }));
  expect(shares.take({ caller: "one", host: "c.example" })).toBe("caller");
  expect(shares.take({ caller: "two", host: "c.example" })).toBeTypeOf("function");
  for (const leave of places) if (typeof leave === "function") leave();
  expect(shares.take({ caller: "one", host: "c.example" })).toBeTypeOf("function");
});

test("a host has its share, whoever asks", () => {
  const shares = createFetchShares(sizes);
  for (const caller of ["one", "two", "three"]) shares.take({ caller, host: "a.example" });
  expect(shares.take({ caller: "four", host: "a.example" })).toBe("host");
  expect(shares.take({ caller: "four", host: "b.example" })).toBeTypeOf("function");
});

test("all places together are bounded", () => {
  const shares = createFetchShares(sizes);
  for (const name of ["1", "2", "3", "4", "5", "6"]) shares.take({ caller: name, host: name });
  expect(shares.take({ caller: "7", host: "7" })).toBe("all");
});
