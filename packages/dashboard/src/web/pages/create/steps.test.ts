import { describe, expect, it } from "vitest";
import type { ImportPreview } from "../../../server/api/imports.ts";
import { beginSignIn } from "./credential.ts";
import type { InspectedDocument } from "./draft.ts";
import { reachableStep, stepOfError } from "./steps.ts";

const document: InspectedDocument = {
  source: { kind: "url", url: "https://x.example/o.json" },
  preview: {} as ImportPreview,
  baseUrl: "https://api.example",
  variables: {},
  selection: "all",
};
const signIn = beginSignIn("passthrough");

describe("reachableStep", () => {
  it("goes where the address says, as far as the steps before are done", () => {
    const reach = (wanted: string | null, documents: readonly InspectedDocument[]) =>
      reachableStep(wanted, { documents, signIn });
    expect(["inspect", "sign-in", "name", "document", "nowhere", null].map((step) => reach(step, [document]))).toEqual([
      "inspect",
      "sign-in",
      "name",
      "document",
      "document",
      "document",
    ]);
    expect(reach("name", [])).toBe("document");
    expect(reach("name", [{ ...document, baseUrl: "" }])).toBe("inspect");
  });
  it("stops at the sign-in while a credential that is entered there is missing: no draft keeps it", () => {
    const bearer = beginSignIn("bearer");
    const draft = { documents: [document], signIn: bearer };
    expect(reachableStep("name", draft)).toBe("sign-in");
    const typed = { ...bearer, secret: { value: "x", username: "" } };
    expect(reachableStep("name", { ...draft, signIn: typed })).toBe("name");
    expect(reachableStep("name", { ...draft, signIn: { ...bearer, secret: undefined } })).toBe("name");
    expect(
      reachableStep("name", { ...draft, signIn: { ...typed, credential: { mode: "basic", credentialId: null } } }),
    ).toBe("sign-in");
  });
});

describe("stepOfError", () => {
  it("leads to the step where the refused field stands", () => {
    const stepAt = (at: string | undefined, code = "invalid_input") => stepOfError({ at, code });
    expect([
      stepAt("sources.0.baseUrl"),
      stepAt("documentHash", "conflict"),
      stepAt(undefined, "egress_refused"),
    ]).toEqual(["inspect", "inspect", "inspect"]);
    expect([stepAt("credential.keyLabel"), stepAt("secret"), stepAt("access")]).toEqual([
      "sign-in",
      "sign-in",
      "sign-in",
    ]);
    expect([stepAt("slug", "conflict"), stepAt("name"), stepAt(undefined, "internal")]).toEqual([
      "name",
      "name",
      "name",
    ]);
  });
});
