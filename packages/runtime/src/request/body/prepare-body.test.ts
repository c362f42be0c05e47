import type { BodyBinding, JsonSchema, JsonValue } from "@breezeway/core";
import { expect, test } from "vitest";
import { prepareBody } from "./prepare-body.ts";
import type { Definitions } from "./written-body.ts";

const whole = (
  mediaType: string,
  given: Partial<BodyBinding> & { readonly schema?: JsonSchema; readonly file?: boolean } = {},
): BodyBinding => ({
  required: true,
  mediaType,
  content: {
    kind: "whole",
    argument: "body",
    schema: given.schema ?? {},
    ...(given.file !== undefined && { file: given.file }),
  },
  encoding: given.encoding ?? {},
});

const write = (body: BodyBinding, value: JsonValue, definitions: Definitions = {}) => {
  const written = prepareBody(body, definitions)({ body: value }, () => "BOUNDARY");
  if (written === undefined) throw new Error("Nothing was written.");
  return { type: written.contentType, text: written.bytes.toString() };
};

test("JSON and +json bodies are written as they are", () => {
  expect(write(whole("application/json"), { a: [1, null] })).toEqual({
    type: "application/json",
    text: '{"a":[1,null]}',
  });
  expect(write(whole("application/merge-patch+json"), { a: null }).text).toBe('{"a":null}');
  expect(write(whole("application/json"), "text").text).toBe('"text"');
});

test("properties are put together under their own names, whatever these are", () => {
  const body: BodyBinding = {
    required: false,
    mediaType: "application/json",
    encoding: {},
    content: {
      kind: "properties",
      properties: [
        { argument: "title", name: "title", required: true, schema: {} },
        { argument: "proto", name: "__proto__", required: false, schema: {} },
        { name: "status", required: true, schema: {}, fixed: "current" },
      ],
    },
  };
  const written = prepareBody(body, {})({ title: "T", proto: { polluted: true } }, () => "B");
  expect(written?.bytes.toString()).toBe('{"title":"T","__proto__":{"polluted":true},"status":"current"}');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("an optional body without any property is not sent", () => {
  const body: BodyBinding = {
    required: false,
    mediaType: "application/json",
    encoding: {},
    content: { kind: "properties", properties: [{ argument: "a", name: "a", required: false, schema: {} }] },
  };
  expect(prepareBody(body, {})({}, () => "B")).toBeUndefined();
});

test("form bodies repeat lists, write objects as JSON, and follow stated styles", () => {
  const value = { a: "x & y", list: [1, 2], nested: { k: "v" } };
  expect(write(whole("application/x-www-form-urlencoded"), value).text).toBe(
    "a=x%20%26%20y&list=1&list=2&nested=%7B%22k%22%3A%22v%22%7D",
  );
  const styled = {
    list: { style: "pipeDelimited" as const, explode: false },
    nested: { style: "deepObject" as const },
  };
  expect(write(whole("application/x-www-form-urlencoded", { encoding: styled }), value).text).toBe(
    "a=x%20%26%20y&list=1%7C2&nested%5Bk%5D=v",
  );
});

test("multipart bodies carry files from base64 and text, with types and headers of their own", async () => {
  const body = whole("multipart/form-data", {
    encoding: {
      file: { file: true, contentType: "image/png, text/plain" },
      meta: { contentType: "application/json", headers: { "x-part": "1" } },
    },
  });
  const { type, text } = write(body, {
    file: [
      { filename: 'a "quoted"\r\n.png', mediaType: "image/png", base64: "data:image/png;base64,aGVsbG8=" },
      { filename: "b.txt", text: "plain" },
    ],
    comment: "grüße",
    meta: { k: 1 },
    tags: ["a", "b"],
  });
  expect(type).toBe("multipart/form-data; boundary=BOUNDARY");
  const form = await new Response(text, { headers: { "content-type": type } }).formData();
  const files = form.getAll("file") as unknown as { name: string; type: string; text: () => Promise<string> }[];
  expect(files.map(({ name, type: mediaType }) => [name, mediaType])).toEqual([
    ['a "quoted"\r\n.png', "image/png"],
    ["b.txt", "image/png"],
  ]);
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(["hello", "plain"]);
  expect(form.get("comment")).toBe("grüße");
  expect(form.getAll("tags")).toEqual(["a", "b"]);
  expect(text).toContain('name="comment"\r\nContent-Type: text/plain; charset=utf-8\r\n');
  expect(text).toContain('name="meta"\r\nContent-Type: application/json\r\nx-part: 1\r\n\r\n{"k":1}');
});

test("an object that merely has a text is a JSON part, not a file", () => {
  const { text } = write(whole("multipart/form-data"), { note: { text: "hi" } });
  expect(text).toContain('name="note"\r\nContent-Type: application/json\r\n\r\n{"text":"hi"}');
});

test("text and binary bodies are sent as they are", () => {
  expect(write(whole("text/plain"), "grüße")).toEqual({ type: "text/plain; charset=utf-8", text: "grüße" });
  expect(write(whole("application/octet-stream", { file: true }), { base64: "aGVsbG8=" })).toEqual({
    type: "application/octet-stream",
    text: "hello",
  });
});

test("XML bodies follow the schema's hints", () => {
  const definitions: Definitions = {
    Book: {
      type: "object",
      xml: { name: "book", namespace: "https://example.com/b", prefix: "b" },
      properties: {
        id: { type: "integer", xml: { attribute: true } },
        title: { type: "string" },
        author: { type: "array", items: { type: "string" } },
        tags: {
          type: "array",
          xml: { name: "tagList", wrapped: true },
          items: { type: "string", xml: { name: "tag" } },
        },
      },
    },
  };
  const value = { id: 7, title: 'A & <B> "C"', author: ["x", "y"], tags: ["one"] };
  expect(write(whole("application/xml", { schema: { $ref: "#/definitions/Book" } }), value, definitions).text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<b:book xmlns:b="https://example.com/b" id="7"><title>A &amp; &lt;B&gt; &quot;C&quot;</title><author>x</author><author>y</author><tagList><tag>one</tag></tagList></b:book>',
  );
});
