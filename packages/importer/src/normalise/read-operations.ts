import type { HttpMethod, JsonObject, JsonValue } from "@breezeway/core";
import { httpMethod } from "@breezeway/core";
import type { DocumentServer } from "../import-result.ts";
import type { RefusedOperation } from "../issues/issue.ts";
import { get, isObject, isTrue, listAt, objectAt, put, textAt, textsAt } from "../json/json-object.ts";
import { pointTo } from "../json/pointer.ts";
import { documentError } from "../parse/document-error.ts";
import type { Operation } from "../operations/operation.ts";
import { readScopeAlternatives, scopedSchemes } from "../security/read-scopes.ts";
import type { NormaliseContext } from "./normalise-context.ts";
import { OperationRefused } from "./normalise-context.ts";
import { readBody, readResponses } from "./read-body.ts";
import { gatherParameters, readParameter } from "./read-parameters.ts";
import type { RawParameter } from "./read-parameters.ts";
import { readSwaggerBody, readSwaggerParameter } from "./read-swagger.ts";
import { ownServerUrl } from "./servers.ts";

const pathItemMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

/** An operation found in the document, before anything of it is read. */
interface FoundOperation {
  readonly method: string;
  readonly path: string;
  readonly node: JsonObject;
  readonly pointer: string;
  readonly pathItem: JsonObject;
  readonly pathPointer: string;
  readonly key: string;
}

export interface OperationList {
  readonly operations: readonly Operation[];
  readonly refused: readonly RefusedOperation[];
  /** Every operation of the document, read or refused. */
  readonly found: number;
}

/** All operations of a document in its own order. What is wrong with one never harms another. */
export const readOperations = (context: NormaliseContext, servers: readonly DocumentServer[]): OperationList => {
  const refused: RefusedOperation[] = [];
  const found = withKeys(context, findOperations(context, refused));
  if (found.length > context.maxOperations) throw tooManyOperations(found.length, context.maxOperations);
  const scoped = scopedSchemes(context.root, context.resolver);
  const operations: Operation[] = [];
  for (const item of found) {
    try {
      operations.push(readOperation(context, item, servers, scoped));
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error;
      refused.push({ operation: item.key, pointer: error.pointer, reason: error.message });
    }
  }
  return { operations, refused, found: operations.length + refused.length };
};

const tooManyOperations = (found: number, most: number) =>
  documentError({
    code: "too_large",
    message: `The document has ${found} operations; at most ${most} are read.`,
    advice: "Split it by area.",
    at: "#/paths",
  });

const findOperations = (context: NormaliseContext, refused: RefusedOperation[]): Omit<FoundOperation, "key">[] => {
  const paths = objectAt(context.root, "paths") ?? {};
  const found: Omit<FoundOperation, "key">[] = [];
  for (const [path, value] of Object.entries(paths)) {
    if (path.startsWith("x-") || value === null) continue;
    const pathPointer = pointTo("#/paths", path);
    const item = context.resolver.follow(value, pathPointer);
    if (!item.ok) {
      refused.push({ operation: path, pointer: pathPointer, reason: `The path cannot be read: ${item.reason}` });
      continue;
    }
    for (const [method, node, pointer] of methodsOf(item.node, item.pointer)) {
      if (node === null) continue;
      // Split documents refer to whole operations, which bundlers allow.
      const operation = context.resolver.follow(node, pointer);
      if (operation.ok)
        found.push({
          method,
          path,
          node: operation.node,
          pointer: operation.pointer,
          pathItem: item.node,
          pathPointer: item.pointer,
        });
      else
        refused.push({
          operation: `${method} ${path}`,
          pointer,
          reason: `The operation cannot be read: ${operation.reason}`,
        });
    }
  }
  return found;
};

const methodsOf = (item: JsonObject, pointer: string): [string, JsonValue, string][] => {
  const fixed = pathItemMethods.flatMap((method): [string, JsonValue, string][] => {
    const node = get(item, method);
    return node === undefined ? [] : [[method.toUpperCase(), node, pointTo(pointer, method)]];
  });
  // https://spec.openapis.org/oas/v3.2.0#path-item-object: methods without a field of their own.
  const additional = Object.entries(objectAt(item, "additionalOperations") ?? {}).map(
    ([method, node]): [string, JsonValue, string] => [method, node, pointTo(pointer, "additionalOperations", method)],
  );
  return [...fixed, ...additional];
};

/** An operationId that stands twice identifies nothing: those operations go by method and path. */
const withKeys = (context: NormaliseContext, found: readonly Omit<FoundOperation, "key">[]): FoundOperation[] => {
  const counts = new Map<string, number>();
  for (const { node } of found) {
    const id = textAt(node, "operationId")?.trim();
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, count] of counts)
    if (count > 1)
      context.issues.add({
        severity: "warning",
        code: "duplicate_operation_id",
        pointer: "#/paths",
        message: `${count} operations have the operationId ${JSON.stringify(id.slice(0, 80))}; they are told apart by method and path.`,
        advice: "Nothing has to be done; unique ids in the document would give better names.",
      });
  return found.map((item) => {
    const id = textAt(item.node, "operationId")?.trim();
    return { ...item, key: id && counts.get(id) === 1 ? id : `${item.method} ${item.path}` };
  });
};

// Swagger 2.0's body parameters turn up in 3.x documents too.
const inBody = (raw: RawParameter): boolean => raw.in === "body" || raw.in === "formData";

const readOperation = (
  context: NormaliseContext,
  found: FoundOperation,
  servers: readonly DocumentServer[],
  scoped: ReadonlySet<string>,
): Operation => {
  const { node, pointer } = found;
  const raws = gatherParameters(context, [
    { list: get(found.pathItem, "parameters"), pointer: pointTo(found.pathPointer, "parameters") },
    { list: get(node, "parameters"), pointer: pointTo(pointer, "parameters") },
  ]);
  const isSwagger = context.dialect === "2.0";
  const parameters = raws
    .filter((raw) => !inBody(raw))
    .flatMap((raw) => (isSwagger ? [readSwaggerParameter(raw)] : readParameter(context, raw)));
  return {
    key: found.key,
    operationId: textAt(node, "operationId")?.trim() || undefined,
    method: methodOf(found),
    path: pathOf(found.path),
    pointer,
    summary: textAt(node, "summary") ?? textAt(found.pathItem, "summary") ?? "",
    description: textAt(node, "description") ?? textAt(found.pathItem, "description") ?? "",
    tags: tagsOf(node),
    deprecated: isTrue(node, "deprecated") || isTrue(node, "x-deprecated"),
    experimental: isExperimental(node),
    serverUrl: ownServerUrl([node, found.pathItem], servers, context.documentUrl),
    parameters,
    body:
      (isSwagger ? undefined : readBody(context, node, pointer)) ?? readSwaggerBody(context, node, raws.filter(inBody)),
    responses: readResponses(context, isSwagger ? withProduced(context, node) : node, pointer),
    scopeAlternatives: readScopeAlternatives(node, get(context.root, "security"), scoped),
    raw: node,
  };
};

const tagsOf = (node: JsonObject): string[] =>
  listAt(node, "tags").flatMap((tag) =>
    typeof tag === "string" ? [tag] : isObject(tag) ? (textAt(tag, "name") ?? []) : [],
  );

const methodOf = (found: FoundOperation): HttpMethod => {
  const method = httpMethod.safeParse(found.method.toUpperCase());
  if (method.success) return method.data;
  throw new OperationRefused(
    `The method ${found.method} cannot be sent: Breezeway knows the standard methods and QUERY.`,
    found.pointer,
  );
};

/** A fragment never reaches a server; a path begins with a slash. */
const pathOf = (path: string): string => {
  const bare = path.replace(/#.*$/s, "");
  return bare.startsWith("/") ? bare : `/${bare}`;
};

const isExperimental = (node: JsonObject): boolean =>
  ["x-experimental", "x-beta", "x-preview"].some((key) => isTrue(node, key)) ||
  /^(?:experimental|alpha|beta|preview|draft)$/i.test(
    textAt(node, "x-stability-level") ?? textAt(node, "x-stability") ?? textAt(node, "x-lifecycle") ?? "",
  );

// Swagger 2.0 lists media types beside the schema; responses take the first that is produced.
const withProduced = (context: NormaliseContext, node: JsonObject): JsonObject => {
  const own = textsAt(node, "produces");
  const produces = own.length > 0 ? own : textsAt(context.root, "produces");
  const responses = objectAt(node, "responses");
  if (responses === undefined || produces.length === 0) return node;
  const rewritten: JsonObject = {};
  for (const [status, response] of Object.entries(responses)) {
    const followed = context.resolver.follow(response, "#");
    const schema = followed.ok ? get(followed.node, "schema") : undefined;
    const content: JsonObject = {};
    for (const mediaType of produces) put(content, mediaType, schema === undefined ? {} : { schema });
    put(rewritten, status, { content });
  }
  return { ...node, responses: rewritten };
};
