import type { JsonObject, JsonValue } from "@breezeway/core";
import Enforcer from "openapi-enforcer";

/** What third-party code that knows OpenAPI's parameter rules finds in a request. */
export interface ReadRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
}

export interface ReadInput {
  /** `2.0`, or any 3.x, whose parameter rules are one. */
  readonly isSwagger2: boolean;
  readonly path: string;
  readonly method: string;
  /** Parameters as the document has them, references resolved; their schemas are put aside for `shapes`. */
  readonly parameters: readonly JsonObject[];
  /** The value sent for each parameter, by place and name: the reader needs its type, no more. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly request: { readonly target: string; readonly headers: Readonly<Record<string, string>> };
}

/** A member that is a text in every parameter object. */
export const textAt = (parameter: JsonObject, key: "in" | "name"): string => {
  const text = parameter[key];
  return typeof text === "string" ? text : "";
};

export const placeOf = (parameter: JsonObject): string => `${textAt(parameter, "in")} ${textAt(parameter, "name")}`;

const kept = ["name", "in", "style", "explode", "allowReserved", "collectionFormat"];

/** Reads a request back by the document's own parameter objects. Throws where the reader finds it wrong. */
export const readByRules = async (input: ReadInput): Promise<ReadRequest> => {
  const parameters = input.parameters.flatMap((parameter) => {
    const value = input.values.get(placeOf(parameter));
    if (value === undefined) return [];
    const rules = Object.fromEntries(
      kept.flatMap((key) => (Object.hasOwn(parameter, key) ? [[key, parameter[key]]] : [])),
    );
    const required = parameter["in"] === "path" ? { required: true } : {};
    return [{ ...rules, ...required, ...(input.isSwagger2 ? shapeOf(value) : { schema: shapeOf(value) }) }];
  });
  const operation = { parameters, responses: { default: { description: "any" } } };
  const heading = {
    info: { title: "test", version: "1" },
    paths: { [input.path]: { [input.method.toLowerCase()]: operation } },
  };
  const document = input.isSwagger2 ? { swagger: "2.0", ...heading } : { openapi: "3.0.3", ...heading };
  const [api, problem] = await Enforcer(document, { fullResult: true, hideWarnings: true });
  if (problem !== undefined) throw new Error(problem.toString());
  const [read, fault] = api.request({
    method: input.method,
    path: input.request.target,
    headers: input.request.headers,
  });
  if (fault !== undefined) throw new Error(fault.toString());
  return read as ReadRequest;
};

const shapeOf = (value: JsonValue): JsonObject => {
  if (Array.isArray(value)) return { type: "array", items: shapeOf(value[0] ?? "") };
  if (typeof value === "object" && value !== null)
    return {
      type: "object",
      properties: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)])),
    };
  if (typeof value === "number") return { type: Number.isInteger(value) ? "integer" : "number" };
  return { type: typeof value === "boolean" ? "boolean" : "string" };
};
