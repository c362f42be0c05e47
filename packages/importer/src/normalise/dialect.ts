import type { JsonObject } from "@breezeway/core";
import type { Dialect } from "../import-result.ts";
import { get, objectAt } from "../json/json-object.ts";
import { documentError } from "../parse/document-error.ts";

const versionText = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? value.toFixed(1) : "";

/** Whether the object says that it is an OpenAPI or Swagger document. */
export const isOpenApi = (root: JsonObject): boolean =>
  versionText(get(root, "openapi")) !== "" || versionText(get(root, "swagger")) !== "";

/** The dialect as the document states it; a later 3.x counts as the newest known. Throws `invalid_document`. */
export const detectDialect = (root: JsonObject): Dialect => {
  const openapi = versionText(get(root, "openapi"));
  if (openapi.startsWith("3.0") || openapi === "3") return "3.0";
  if (openapi.startsWith("3.1")) return "3.1";
  if (openapi.startsWith("3.")) return "3.2";
  const swagger = versionText(get(root, "swagger"));
  if (swagger.startsWith("2") || openapi.startsWith("2")) return "2.0";
  if (swagger.startsWith("3")) return "3.0";
  if (swagger === "" && openapi === "") throw notOpenApi(root);
  throw documentError({
    message: `The document states the version ${JSON.stringify(openapi || swagger)}, which is not known.`,
    advice: "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be imported; convert it to one of these.",
    at: openapi === "" ? "#/swagger" : "#/openapi",
  });
};

const notOpenApi = (root: JsonObject) => {
  const postman = objectAt(root, "info") !== undefined && get(root, "item") !== undefined;
  const what =
    get(root, "asyncapi") !== undefined ? "an AsyncAPI document" : postman ? "a Postman collection" : undefined;
  return documentError({
    message:
      what === undefined
        ? "The document has neither `openapi` nor `swagger` at its root."
        : `This is ${what}, not an OpenAPI document.`,
    advice: "Give an OpenAPI document, for example the API's openapi.json or swagger.yaml.",
    at: "#",
  });
};
