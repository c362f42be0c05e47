import { describe, expect, it } from "vitest";
import { parseParameters, showParameters } from "./parameters.ts";

describe("authorize parameters", () => {
  it("keep everything after the first equals sign", () => {
    expect(parseParameters("audience=https://api.example/?a=b\n\n prompt = consent \n=x")).toEqual({
      audience: "https://api.example/?a=b",
      prompt: "consent",
    });
  });
  it("come back as they were shown", () => {
    const parameters = { audience: "api", prompt: "consent" };
    expect(parseParameters(showParameters(parameters))).toEqual(parameters);
  });
});
