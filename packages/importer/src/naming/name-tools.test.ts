import type { HttpMethod } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { nameTools } from "./name-tools.ts";
import type { NamedOperation } from "./name-tools.ts";

const operation = (method: HttpMethod, path: string, operationId?: string): NamedOperation => ({
  key: operationId ?? `${method} ${path}`,
  operationId,
  method,
  path,
});

const names = (operations: readonly NamedOperation[], keep = {}) => [...nameTools(operations, 45, keep).values()];

describe("tool names", () => {
  it("take the operationId where it says something", () => {
    expect(names([operation("GET", "/pages", "getPages"), operation("GET", "/chat", "chat.postMessage")])).toEqual([
      "getPages",
      "chat_postMessage",
    ]);
  });

  it("take method and path where there is no id, or one that says nothing", () => {
    expect(
      names([
        operation("GET", "/rest/api/v2/pages/{id}/labels"),
        operation("PUT", "/content/{contentId}", "update_2"),
        operation("GET", "/users", "get"),
        operation("DELETE", "/users/{user-id}", "delete_1"),
      ]),
    ).toEqual(["get_pages_labels", "put_content_by_contentId", "get_users", "delete_users_by_user-id"]);
  });

  it("are legal and at most 45 characters long, and two long ones stay two", () => {
    const long = "getAnExtremelyLongOperationIdentifierThatNobodyWouldEverType";
    const [first = "", second = ""] = names([
      operation("GET", "/a", `${long}ForPages`),
      operation("GET", "/b", `${long}ForBlogs`),
    ]);
    expect(first).not.toBe(second);
    for (const name of [first, second]) expect(name).toMatch(/^[A-Za-z0-9_-]{1,45}$/);
    expect(names([operation("GET", "/a", "página/größe 名前")])[0]).toMatch(/^pagina_große_?|^pagina_gro/);
  });

  it("differ by path where ids collide, in letter case too", () => {
    const found = names([
      operation("GET", "/pages", "list pages"),
      operation("GET", "/blogs", "list_pages"),
      operation("GET", "/x", "List_Pages"),
    ]);
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(3);
    expect(found).toEqual(["get_pages", "get_blogs", "get_x"]);
  });

  it("do not depend on the order of the document", () => {
    const operations = ["a", "b", "c", "d"].flatMap((letter) => [
      operation("GET", `/${letter}/{id}`, "get_1"),
      operation("POST", `/${letter}`, `create_${letter}`),
    ]);
    const keyed = operations.map((item) => ({ ...item, key: `${item.method} ${item.path}` }));
    const forward = nameTools(keyed, 45);
    const backward = nameTools(keyed.toReversed(), 45);
    for (const { key } of keyed) expect(backward.get(key)).toBe(forward.get(key));
  });

  it("stay as they were where an earlier import gave them", () => {
    const before = [operation("GET", "/pages", "getPage")];
    const after = [...before, operation("GET", "/v2/pages", "get page")];
    expect(nameTools(after, 45, { getPage: "readPage" }).get("getPage")).toBe("readPage");
  });
});
