import { missingV2 } from "../content/refusal.ts";
import { type Call, idInPath, ok, type Operation, type ParameterSpec, ref } from "../openapi/operation.ts";
import { bodyFormatParameter, listParameter, sortParameter } from "./parameters.ts";
import { listOf, pageOf, pagingParameters } from "./paging.ts";
import { findPage, selectPages, sortPages, titleParameter } from "./select-pages.ts";
import { shapePage, shapeVersion } from "./shapes.ts";

const tag = "Pages";
const read = [["read:page:confluence"]] as const;
const pageId = idInPath("id", "Id of the page.");
const missing = { description: "No such page, or this account may not see it.", schema: ref("Errors") };

const versionParameter: ParameterSpec = {
  name: "version",
  in: "query",
  description: "Number of an earlier version to give instead of the newest.",
  schema: { type: "integer", format: "int32" },
};

export const pageReadOperations: readonly Operation[] = [
  {
    id: "getPages",
    method: "GET",
    path: "/pages",
    tag,
    summary: "List pages",
    description: "Gives pages of all spaces; filter by id, space, title or status.",
    scopes: read,
    parameters: [
      listParameter("id", "Only the pages with these ids.", { type: "integer", format: "int64" }),
      listParameter("space-id", "Only pages of these spaces.", { type: "integer", format: "int64" }),
      listParameter("status", "Only pages in these states.", { type: "string", enum: ["current", "draft", "trashed"] }),
      titleParameter,
      sortParameter,
      bodyFormatParameter,
      ...pagingParameters,
    ],
    answers: { 200: { description: "The pages.", schema: ref("Pages") } },
    handle: (call) =>
      pageOf(call, sortPages(selectPages(call), call.query.get("sort")), (page) =>
        shapePage(call, page, { bodyFormat: call.query.get("body-format") }),
      ),
  },
  {
    id: "getPageById",
    method: "GET",
    path: "/pages/{id}",
    tag,
    summary: "Get a page",
    description: "Gives one page. Ask for a body format, or the body is left out.",
    scopes: read,
    parameters: [pageId, bodyFormatParameter, versionParameter],
    answers: { 200: { description: "The page.", schema: ref("Page") }, 404: missing },
    handle: getPage,
  },
  {
    id: "getPageVersions",
    method: "GET",
    path: "/pages/{id}/versions",
    tag,
    summary: "List the versions of a page",
    description: "Gives the versions of a page, newest first: who changed it, when, and with what message.",
    scopes: read,
    parameters: [pageId, ...pagingParameters],
    answers: { 200: { description: "The versions.", schema: ref("Versions") }, 404: missing },
    handle: (call) => {
      const versions = findPage(call)
        .versions.map((version) => ({ id: String(version.number), version }))
        .toReversed();
      return pageOf(call, versions, ({ version }) => shapeVersion(version), 50);
    },
  },
  {
    id: "getChildPages",
    method: "GET",
    path: "/pages/{id}/children",
    tag,
    summary: "List the pages directly below a page",
    description: "Gives the child pages in their order.",
    scopes: read,
    parameters: [pageId, ...pagingParameters],
    answers: { 200: { description: "The child pages.", schema: ref("ChildPages") }, 404: missing },
    handle: (call) => {
      const page = findPage(call);
      return pageOf(call, call.content.childrenOf(page.id, page.spaceId), (child) => ({
        id: child.id,
        status: child.status,
        title: child.versions.at(-1)?.title,
        spaceId: child.spaceId,
        childPosition: child.position,
      }));
    },
  },
  {
    id: "getPageAncestors",
    method: "GET",
    path: "/pages/{id}/ancestors",
    tag,
    summary: "List the pages above a page",
    description: "Gives the ancestors from the top of the space down to the parent.",
    scopes: [["read:content.metadata:confluence"]],
    parameters: [pageId, ...pagingParameters],
    answers: { 200: { description: "The ancestors.", schema: ref("Ancestors") }, 404: missing },
    handle: (call) => pageOf(call, call.content.ancestorsOf(findPage(call)), (page) => ({ id: page.id, type: "page" })),
  },
  {
    id: "getLabelPages",
    method: "GET",
    path: "/labels/{id}/pages",
    tag: "Labels",
    summary: "List the pages with a label",
    description: "Gives the pages that carry the label with this id.",
    scopes: read,
    parameters: [
      idInPath("id", "Id of the label."),
      listParameter("space-id", "Only pages of these spaces.", { type: "integer", format: "int64" }),
      bodyFormatParameter,
      ...pagingParameters,
    ],
    answers: { 200: { description: "The pages.", schema: ref("Pages") } },
    handle: (call) => {
      const spaceIds = listOf(call.query, "space-id");
      const pages = [...call.content.pages.values()].filter(
        (page) =>
          page.status === "current" &&
          page.labels.some((label) => label.id === call.path["id"]) &&
          (spaceIds.length === 0 || spaceIds.includes(page.spaceId)),
      );
      return pageOf(call, pages, (page) => shapePage(call, page, { bodyFormat: call.query.get("body-format") }));
    },
  },
];

function getPage(call: Call) {
  const page = findPage(call);
  const number = call.query.get("version");
  const version = number === null ? page.versions.at(-1) : page.versions.find((one) => String(one.number) === number);
  if (version === undefined) throw missingV2("version", number ?? "");
  return ok(shapePage(call, page, { bodyFormat: call.query.get("body-format"), version }));
}
