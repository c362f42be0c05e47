import type { JsonObject, JsonValue, OperationBinding, ParameterBinding, ReleaseSource } from "@breezeway/core";
import { describe, expect, test } from "vitest";
import { operation, parameter, testIds } from "../testing/manifest.ts";
import type { BuiltRequest } from "./built-request.ts";
import { prepareRequest } from "./prepare-request.ts";
import type { ReservedNames } from "./prepare-request.ts";

const source = (given: Partial<ReleaseSource> = {}): ReleaseSource => ({
  id: testIds.source,
  title: "API",
  baseUrl: "https://api.example.com/v1",
  variables: {},
  definitions: {},
  ...given,
});

const build = (
  binding: OperationBinding,
  args: JsonObject,
  more: {
    readonly source?: ReleaseSource;
    readonly variables?: Record<string, string>;
    readonly reserved?: ReservedNames;
    readonly isCredentialShared?: boolean;
  } = {},
) =>
  prepareRequest({
    operation: binding,
    source: more.source ?? source(),
    reserved: more.reserved ?? {},
    isCredentialShared: more.isCredentialShared ?? false,
  }).build({
    args,
    variables: more.variables ?? {},
    boundary: () => "BOUNDARY",
  });

const built = (...given: Parameters<typeof build>): BuiltRequest => {
  const result = build(...given);
  if (!result.ok) throw new Error(`${result.problem.argument} ${result.problem.message}`);
  return result.request;
};

const urlOf = (given: Pick<ParameterBinding, "name" | "in"> & Partial<ParameterBinding>, value: JsonValue): string => {
  const path = given.in === "path" ? `/x/{${given.name}}` : "/x";
  return built(operation({ method: "GET", path, parameters: [parameter(given)] }), { [given.name]: value }).url.replace(
    "https://api.example.com/v1/x",
    "",
  );
};

const list = ["blue", "black", "brown"];
const color = { R: 100, G: 200, B: 150 };

// The table of https://spec.openapis.org/oas/v3.1.1#style-examples
describe("styles of the OpenAPI table", () => {
  test.each([
    ["matrix", false, "blue", ";color=blue"],
    ["matrix", false, "", ";color"],
    ["matrix", false, list, ";color=blue,black,brown"],
    ["matrix", false, color, ";color=R,100,G,200,B,150"],
    ["matrix", true, list, ";color=blue;color=black;color=brown"],
    ["matrix", true, color, ";R=100;G=200;B=150"],
    ["label", false, "blue", ".blue"],
    ["label", false, list, ".blue,black,brown"],
    ["label", false, color, ".R,100,G,200,B,150"],
    ["label", true, list, ".blue.black.brown"],
    ["label", true, color, ".R=100.G=200.B=150"],
    ["simple", false, "blue", "blue"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", false, color, "R,100,G,200,B,150"],
    ["simple", true, list, "blue,black,brown"],
    ["simple", true, color, "R=100,G=200,B=150"],
  ] as const)("path %s, explode %s, %j gives %s", (style, explode, value, expected) => {
    expect(urlOf({ name: "color", in: "path", style, explode }, value as JsonValue)).toBe(`/${expected}`);
  });

  test.each([
    ["form", false, "", "color="],
    ["form", false, "blue", "color=blue"],
    ["form", false, list, "color=blue,black,brown"],
    ["form", false, color, "color=R,100,G,200,B,150"],
    ["form", true, list, "color=blue&color=black&color=brown"],
    ["form", true, color, "R=100&G=200&B=150"],
    ["spaceDelimited", false, list, "color=blue%20black%20brown"],
    ["spaceDelimited", false, color, "color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", false, list, "color=blue%7Cblack%7Cbrown"],
    ["pipeDelimited", false, color, "color=R%7C100%7CG%7C200%7CB%7C150"],
    ["deepObject", true, color, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"],
    ["deepObject", true, { a: { b: [1, 2] } }, "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"],
  ] as const)("query %s, explode %s, %j gives %s", (style, explode, value, expected) => {
    expect(urlOf({ name: "color", in: "query", style, explode }, value as JsonValue)).toBe(`?${expected}`);
  });

  test("an empty list sends no parameter", () => {
    expect(urlOf({ name: "color", in: "query" }, [])).toBe("");
  });

  test("delimiters inside values stay apart from those between them", () => {
    expect(urlOf({ name: "color", in: "query", explode: false }, ["a,b", "c"])).toBe("?color=a%2Cb,c");
  });

  test("reserved characters are kept where the document allows them, but never those that would add a parameter", () => {
    expect(urlOf({ name: "q", in: "query", allowReserved: true }, "a/b?c=d&e#f+g%20:;,@!$'()*[]")).toBe(
      "?q=a/b?c=d%26e%23f%2Bg%2520:;,@!$'()*[]",
    );
    expect(urlOf({ name: "q", in: "path", allowReserved: true }, "a:b/c?d#e")).toBe("/a:b%2Fc%3Fd%23e");
  });

  test("content-typed parameters travel as JSON", () => {
    expect(urlOf({ name: "filter", in: "query", contentType: "application/json" }, { a: [1] })).toBe(
      "?filter=%7B%22a%22%3A%5B1%5D%7D",
    );
  });

  test("headers and cookies are serialised by their styles", () => {
    const binding = operation({
      method: "GET",
      path: "/x",
      parameters: [
        parameter({ name: "X-Color", argument: "color", in: "header", explode: true }),
        parameter({ name: "shade", in: "cookie", explode: false }),
      ],
    });
    expect(built(binding, { color, shade: ["a;b", "c"] }).headers).toMatchObject({
      "x-color": "R=100,G=200,B=150",
      cookie: "shade=a%3Bb,c",
    });
  });
});

const pathStyled = (style: ParameterBinding["style"]): OperationBinding =>
  operation({ method: "GET", path: "/x/{id}", parameters: [parameter({ name: "id", in: "path", style })] });

describe("what arguments can never do", () => {
  const traversals = [
    "..",
    ".",
    "%2e%2e",
    "%2E.",
    "%252e%252e",
    "a/../b",
    "..\\x",
    "a;..",
    "x/%2e%2e/y",
    "%25252525252e",
    ".%2e/",
    "..%2f",
    "..;/a",
  ];
  test.each(traversals)("a path parameter of %j is refused (assurance 13)", (value) => {
    const binding = operation({
      method: "GET",
      path: "/pages/{id}/children",
      parameters: [parameter({ name: "id", in: "path" })],
    });
    expect(build(binding, { id: value })).toMatchObject({ ok: false, problem: { argument: "id" } });
  });

  test.each(["a/b", "a\\b", "a;b", "a?b", "a#b", "a%2fb", "äöü", "a b", "…", "a..b", "v1.2"])(
    "a path parameter of %j stays in its segment (assurance 13)",
    (value) => {
      const binding = operation({
        method: "GET",
        path: "/pages/{id}/children",
        parameters: [parameter({ name: "id", in: "path" })],
      });
      const { pathname } = new URL(built(binding, { id: value }).url);
      expect(pathname.split("/")).toHaveLength(5);
      expect(decodeURIComponent(pathname.split("/")[3] ?? "")).toBe(value);
    },
  );

  test("a label or a list cannot become a dot segment (assurance 13)", () => {
    expect(build(pathStyled("label"), { id: "" }).ok).toBe(false);
    expect(build(pathStyled("label"), { id: "." }).ok).toBe(false);
    expect(build(pathStyled("simple"), { id: ["a", ".."] }).ok).toBe(false);
    expect(build(pathStyled("simple"), { id: "" }).ok).toBe(false);
  });

  test.each(["\r\nx: y", "a\nb", "a\0b", "a\x7fb"])("a header value of %j is refused (assurance 12)", (value) => {
    const binding = operation({
      method: "GET",
      path: "/x",
      parameters: [parameter({ name: "X-Trace", in: "header" })],
    });
    expect(build(binding, { "X-Trace": value })).toMatchObject({ ok: false, problem: { argument: "X-Trace" } });
  });

  test.each([
    "Host",
    "Authorization",
    "Cookie",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Upgrade",
    "TE",
    "Expect",
    "Proxy-Authorization",
    "X-Forwarded-For",
    "Content-Type",
    "Accept",
  ])("an argument never sets %s (assurance 14)", (name) => {
    const binding = operation({
      method: "GET",
      path: "/x",
      parameters: [parameter({ name, argument: "value", in: "header" })],
      headers: { [name.toLowerCase()]: "constant" },
    });
    const { headers } = built(binding, { value: "evil.example.com" });
    expect(Object.values(headers)).toEqual(["application/json"]);
  });

  test("an argument never stands where the credential goes", () => {
    const binding = operation({
      method: "GET",
      path: "/x",
      parameters: [
        parameter({ name: "api_key", in: "query" }),
        parameter({ name: "X-Key", argument: "k", in: "header" }),
        parameter({ name: "sid", in: "cookie" }),
      ],
    });
    expect(built(binding, { api_key: "theirs" }, { reserved: { query: "api_key" } }).url).not.toContain("theirs");
    expect(built(binding, { k: "theirs" }, { reserved: { header: "X-Key" } }).headers["x-key"]).toBeUndefined();
    expect(built(binding, { sid: "theirs" }, { reserved: { cookie: "sid" } }).headers["cookie"]).toBeUndefined();
  });

  test("a key of an exploded object never stands for a fixed parameter or for the credential", () => {
    const free = parameter({ name: "filter", in: "query", schema: { type: "object", additionalProperties: true } });
    const binding = operation({
      method: "GET",
      path: "/x",
      parameters: [parameter({ name: "space", in: "query", fixed: "PUBLIC" }), free],
    });
    const more = { reserved: { query: "api_key" } };
    for (const filter of [{ space: "SECRET" }, { api_key: "theirs" }])
      expect(build(binding, { filter }, more)).toMatchObject({ ok: false, problem: { argument: "filter" } });
    expect(built(binding, { filter: { label: "a", filter: "b" } }, more).url).toMatch(
      /\?space=PUBLIC&label=a&filter=b$/,
    );
  });

  test("unpaired surrogates do not break the request", () => {
    expect(urlOf({ name: "q", in: "query" }, "\ud800")).toBe("?q=%EF%BF%BD");
  });
});

describe("base URLs", () => {
  test("take the owner's variables and those of the grant", () => {
    const given = source({
      baseUrl: "https://{region}.example.com/ex/{cloudId}/",
      variables: { region: { from: "owner", value: "eu" }, cloudId: { from: "grant", name: "cloudId" } },
    });
    expect(
      built(operation({ method: "GET", path: "/p" }), {}, { source: given, variables: { cloudId: "11-22" } }).url,
    ).toBe("https://eu.example.com/ex/11-22/p");
  });

  test.each(["", "a/b", "evil.com/", "..", "a..b", "@x", "a b"])(
    "refuse a variable of the grant that is %j",
    (value) => {
      const given = source({
        baseUrl: "https://{site}.example.com",
        variables: { site: { from: "grant", name: "site" } },
      });
      expect(
        build(operation({ method: "GET", path: "/p" }), {}, { source: given, variables: { site: value } }).ok,
      ).toBe(false);
    },
  );

  test.each(["https://{site}.example.com", "https://{site}/v1", "https://api.example.com:{site}/v1", "{site}"])(
    "%s takes no value of a caller where the owner's credential is sent",
    (baseUrl) => {
      const given = source({ baseUrl, variables: { site: { from: "grant", name: "site" } } });
      const more = { source: given, variables: { site: "acme" }, isCredentialShared: true };
      expect(build(operation({ method: "GET", path: "/p" }), {}, more)).toMatchObject({
        ok: false,
        problem: { argument: "site" },
      });
    },
  );

  test("a caller may choose a path segment also where the owner's credential is sent", () => {
    const given = source({
      baseUrl: "https://{region}.example.com/ex/{cloudId}",
      variables: { region: { from: "owner", value: "eu" }, cloudId: { from: "grant", name: "cloudId" } },
    });
    const more = { source: given, variables: { cloudId: "11-22" }, isCredentialShared: true };
    expect(built(operation({ method: "GET", path: "/p" }), {}, more).url).toBe("https://eu.example.com/ex/11-22/p");
  });

  test.each([".evil.example/p", "@evil.example/p", ":8443/p", "{id}/p"])(
    "are not changed by a path %j that lacks its slash",
    (path) => {
      const binding = operation({ method: "GET", path, parameters: [parameter({ name: "id", in: "path" })] });
      const { url } = built(
        binding,
        { id: ".evil.example" },
        { source: source({ baseUrl: "https://api.example.com" }) },
      );
      expect(new URL(url).origin).toBe("https://api.example.com");
    },
  );

  test("an operation's own server goes before the source's", () => {
    expect(built(operation({ method: "GET", path: "/p", baseUrl: "https://upload.example.com" }), {}).url).toBe(
      "https://upload.example.com/p",
    );
  });
});

test("fixed values win over arguments, defaults stand in for absent ones", () => {
  const binding = operation({
    method: "GET",
    path: "/x",
    parameters: [
      parameter({ name: "a", in: "query", fixed: "fixed" }),
      parameter({ name: "b", in: "query", default: 25 }),
    ],
  });
  expect(built(binding, { a: "mine" }).url).toBe("https://api.example.com/v1/x?a=fixed&b=25");
  expect(built(binding, { b: 5 }).url).toBe("https://api.example.com/v1/x?a=fixed&b=5");
});
