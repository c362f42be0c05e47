import { describe, expect, it } from "vitest";
import { changedSince, flattenSettings, settingsVersion } from "./settings-version.ts";

const settings = flattenSettings({ name: "Wiki", iconUrl: null, policy: { readOnly: false, allowedOrigins: ["a"] } });

describe("a version of settings", () => {
  it("names each field that has changed since, within a group too", () => {
    const version = settingsVersion(settings);
    expect(changedSince(settings, version)).toEqual([]);
    expect(changedSince({ ...settings, iconUrl: "x", "policy.allowedOrigins": [] }, version)).toEqual([
      "iconUrl",
      "policy.allowedOrigins",
    ]);
  });

  it("does not depend on the order of fields", () => {
    const turned = Object.fromEntries(Object.entries(settings).toReversed());
    expect(settingsVersion(turned)).toBe(settingsVersion(settings));
  });

  it("counts as changed in every field where it cannot be read", () => {
    expect(changedSince(settings, "nonsense")).toEqual(Object.keys(settings).toSorted());
  });
});
