import { credentialId } from "@breezeway/core";
import { expect, it } from "vitest";
import { findMissing } from "./missing.ts";

const missingOf = (mode: "bearer" | "passthrough", baseUrl: string) =>
  findMissing({
    server: { credential: mode === "bearer" ? { mode, credentialId: credentialId.create() } : { mode } },
    sources: [{ title: "Wiki", baseUrl, variables: { site: { from: "grant", name: "site" } } }],
    toolsEnabled: 1,
  }).map(({ what }) => what);

it("lets nobody but the owner name the host that gets the owner's credential", () => {
  expect(missingOf("bearer", "https://{site}.example.com/v1")).toEqual(["variable"]);
  expect(missingOf("bearer", "https://api.example.com/{site}")).toEqual([]);
  expect(missingOf("passthrough", "https://{site}.example.com/v1")).toEqual([]);
});
