import { missingV2 } from "../content/refusal.ts";
import type { Space } from "../content/model.ts";
import { type Call, idInPath, ok, type Operation, ref } from "../openapi/operation.ts";
import { bodyFormatParameter, listParameter, sortParameter } from "./parameters.ts";
import { listOf, pageOf, pagingParameters } from "./paging.ts";
import { shapePage, shapeSpace } from "./shapes.ts";
import { selectPages, sortPages, titleParameter } from "./select-pages.ts";

const tag = "Spaces";

export const findSpace = (call: Call): Space => {
  const id = call.path["id"] ?? "";
  const space = call.content.spaces.get(id);
  if (space === undefined) throw missingV2("space", id);
  return space;
};

export const spaceOperations: readonly Operation[] = [
  {
    id: "getSpaces",
    method: "GET",
    path: "/spaces",
    tag,
    summary: "List spaces",
    description:
      "Gives the spaces the caller may see. Filter by key to find the id of a space, which other operations need.",
    scopes: [["read:space:confluence"]],
    parameters: [
      listParameter("ids", "Only the spaces with these ids.", { type: "integer", format: "int64" }),
      listParameter("keys", "Only the spaces with these keys, such as ENG."),
      ...pagingParameters,
    ],
    answers: {
      200: { description: "The spaces.", schema: ref("Spaces") },
      401: { description: "The token was not accepted." },
    },
    handle: (call) => {
      const ids = listOf(call.query, "ids");
      const keys = listOf(call.query, "keys").map((key) => key.toLowerCase());
      const found = [...call.content.spaces.values()].filter(
        (space) =>
          (ids.length === 0 || ids.includes(space.id)) && (keys.length === 0 || keys.includes(space.key.toLowerCase())),
      );
      return pageOf(call, found, shapeSpace);
    },
  },
  {
    id: "getSpaceById",
    method: "GET",
    path: "/spaces/{id}",
    tag,
    summary: "Get a space",
    description: "Gives one space by its id (not its key).",
    scopes: [["read:space:confluence"]],
    parameters: [idInPath("id", "Id of the space.")],
    answers: {
      200: { description: "The space.", schema: ref("Space") },
      404: { description: "No such space.", schema: ref("Errors") },
    },
    handle: (call) => ok(shapeSpace(findSpace(call))),
  },
  {
    id: "getPagesInSpace",
    method: "GET",
    path: "/spaces/{id}/pages",
    tag,
    summary: "List the pages of a space",
    description: "Gives the pages of one space, all of them or those at its root.",
    scopes: [["read:page:confluence"]],
    parameters: [
      idInPath("id", "Id of the space."),
      {
        name: "depth",
        in: "query",
        description: "Every page of the space, or only those at its root.",
        schema: { type: "string", enum: ["all", "root"], default: "all" },
      },
      titleParameter,
      sortParameter,
      bodyFormatParameter,
      ...pagingParameters,
    ],
    answers: {
      200: { description: "The pages.", schema: ref("Pages") },
      404: { description: "No such space.", schema: ref("Errors") },
    },
    handle: (call) => {
      const space = findSpace(call);
      const rootOnly = call.query.get("depth") === "root";
      const pages = selectPages(call).filter(
        (page) => page.spaceId === space.id && (!rootOnly || page.parentId === null),
      );
      return pageOf(call, sortPages(pages, call.query.get("sort")), (page) =>
        shapePage(call, page, { bodyFormat: call.query.get("body-format") }),
      );
    },
  },
];
