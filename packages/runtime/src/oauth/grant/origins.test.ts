import { expect, test } from "vitest";
import { testServer } from "../testing/protected-server.ts";
import { releaseOrigins } from "./origins.ts";

const originsOf = (baseUrl: string, host: string) =>
  releaseOrigins(
    testServer({
      baseUrl,
      variables: { host: { from: "owner", value: host }, site: { from: "grant", name: "site" } },
    }),
  );

test("an origin has the owner's values in it, so that another value is another origin", () => {
  expect(originsOf("https://{host}/rest", "wiki.example.com")).toEqual(["https://wiki.example.com"]);
  expect(originsOf("https://{host}/rest", "elsewhere.example.com")).toEqual(["https://elsewhere.example.com"]);
});

test("a value of the grant stays a name: each person has said where it leads", () => {
  expect(originsOf("https://{site}.example.com/v1", "")).toEqual(["https://{site}.example.com"]);
});
