import type { JsonObject } from "@breezeway/core";
import { defaultLimits } from "./import-options.ts";
import type { ImportResult } from "./import-result.ts";
import { addDocumentIssues } from "./issues/document-issues.ts";
import { createIssueList } from "./issues/issue-list.ts";
import { lintTools } from "./lint/lint-tools.ts";
import { loadDocument } from "./loader/load-document.ts";
import type { LoadedDocument, LoadRequest } from "./loader/load-document.ts";
import type { KnownVersion } from "./loader/loader.ts";
import { detectDialect } from "./normalise/dialect.ts";
import { readInfo, readTags } from "./normalise/read-info.ts";
import { readOperations } from "./normalise/read-operations.ts";
import { readServers } from "./normalise/servers.ts";
import { createResolver } from "./references/resolver.ts";
import { readSecuritySchemes } from "./security/security-schemes.ts";
import { selectTools, suggestSelection } from "./selection/select-tools.ts";
import { buildTools } from "./tools/build-tools.ts";

/** What to import, by what, and how. */
export type ImportRequest = LoadRequest;

export type ConditionalImport =
  | { readonly changed: false; readonly hash: string }
  | { readonly changed: true; readonly result: ImportResult };

/**
 * Reads an OpenAPI document (2.0, 3.0, 3.1, 3.2; JSON or YAML; one file or several) and makes tools of it.
 * Throws a ServiceError (`invalid_document`, `too_large`, `egress_refused` …) whose `at` is a JSON pointer where there is one;
 * whatever is wrong with a single operation is listed in `refused` and `issues` instead.
 */
export const importDocument = async (request: ImportRequest): Promise<ImportResult> => {
  const loaded = await loadDocument(request);
  if (loaded === undefined) throw new Error("A document without a known version is always read.");
  return importLoaded(loaded, request);
};

/** Imports only if the document at the address is not the one already known (ETag, Last-Modified, then hash). */
export const importIfChanged = async (
  request: ImportRequest & { readonly known: KnownVersion },
): Promise<ConditionalImport> => {
  const loaded = await loadDocument(request, request.known);
  if (loaded === undefined || loaded.document.hash === request.known.hash)
    return { changed: false, hash: request.known.hash };
  return { changed: true, result: importLoaded(loaded, request) };
};

const importLoaded = (loaded: LoadedDocument, request: ImportRequest): ImportResult => {
  const root: JsonObject = loaded.root;
  const options = request.options ?? {};
  const dialect = detectDialect(root);
  request.onStage?.("tools");
  const issues = createIssueList();
  for (const issue of loaded.issues) issues.add(issue);
  const resolver = createResolver(root);
  const documentUrl = loaded.document.url;
  const { maxOperations } = { ...defaultLimits, ...options.limits };
  const context = { root, dialect, resolver, issues, documentUrl, maxOperations };
  const servers = readServers(root, documentUrl);
  addDocumentIssues(issues, root, servers);
  const listed = readOperations(context, servers);
  const built = buildTools(context, listed.operations, options);
  const refused = [...listed.refused, ...built.refused];
  for (const item of refused)
    issues.add({
      severity: "error",
      code: "operation_refused",
      pointer: item.pointer,
      message: `${item.operation} did not become a tool: ${item.reason}`,
      advice: "Correct the document there and import again; the other operations are not affected.",
      operation: item.operation,
    });
  const tools = options.selection === undefined ? [...built.tools] : selectTools(built.tools, options.selection);
  request.onStage?.("lint");
  return {
    document: { ...readInfo(root), dialect, ...loaded.document },
    source: loaded.source,
    servers,
    securitySchemes: readSecuritySchemes(root, resolver),
    tags: readTags(root, built.tools),
    definitions: built.definitions,
    tools,
    operations: listed.found,
    notSelected: built.tools.length - tools.length,
    refused,
    issues: issues.all(),
    report: lintTools(tools),
    suggestion: suggestSelection(tools),
  };
};
