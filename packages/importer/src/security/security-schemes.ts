import type { JsonObject } from "@breezeway/core";
import type { DocumentSecurityScheme } from "../import-result.ts";
import { get, isObject, objectAt, textAt } from "../json/json-object.ts";
import type { Resolver } from "../references/resolver.ts";

type Flow = DocumentSecurityScheme["flows"][number];

const grants: Readonly<Record<string, Flow["grant"]>> = {
  authorizationCode: "authorization_code",
  accessCode: "authorization_code",
  clientCredentials: "client_credentials",
  application: "client_credentials",
  implicit: "implicit",
  password: "password",
  deviceAuthorization: "device",
};

/** Security schemes of any dialect in the terms of the credential modes. */
export const readSecuritySchemes = (root: JsonObject, resolver: Resolver): DocumentSecurityScheme[] => {
  const modern = objectAt(objectAt(root, "components") ?? {}, "securitySchemes");
  const schemes = modern ?? objectAt(root, "securityDefinitions") ?? {};
  return Object.keys(schemes).flatMap((name) => {
    const followed = resolver.follow(get(schemes, name), `#/${name}`);
    return followed.ok ? [readScheme(name, followed.node)] : [];
  });
};

const readScheme = (name: string, node: JsonObject): DocumentSecurityScheme => {
  const base = { name, description: textAt(node, "description") ?? "", flows: [] };
  switch ((textAt(node, "type") ?? "").toLowerCase()) {
    case "basic":
      return { ...base, type: "basic" };
    case "http":
      return { ...base, type: httpType(textAt(node, "scheme") ?? "") };
    case "apikey":
      return readApiKey(base, node);
    case "oauth2":
      return { ...base, type: "oauth2", flows: readFlows(node) };
    case "openidconnect": {
      const url = textAt(node, "openIdConnectUrl");
      return { ...base, type: "openid", ...(url === undefined ? {} : { openIdUrl: url }) };
    }
    case "mutualtls":
      return { ...base, type: "mutual_tls" };
    default:
      return { ...base, type: "other" };
  }
};

const httpType = (scheme: string): DocumentSecurityScheme["type"] => {
  const lower = scheme.toLowerCase();
  return lower === "bearer" || lower === "basic" ? lower : "other";
};

type Base = Pick<DocumentSecurityScheme, "name" | "description" | "flows">;

const readApiKey = (base: Base, node: JsonObject): DocumentSecurityScheme => {
  const place = textAt(node, "in");
  const name = textAt(node, "name") ?? "";
  // Swagger 2.0 can only say "bearer token" as a key in the Authorization header.
  if (place === "header" && name.toLowerCase() === "authorization") return { ...base, type: "bearer" };
  if (place === "header" || place === "query" || place === "cookie")
    return { ...base, type: "api_key", placement: { in: place, name } };
  return { ...base, type: "other" };
};

const readFlows = (node: JsonObject): Flow[] => {
  const flows = objectAt(node, "flows");
  if (flows === undefined) return readFlow(textAt(node, "flow") ?? "", node);
  return Object.entries(flows).flatMap(([name, flow]) => (isObject(flow) ? readFlow(name, flow) : []));
};

const readFlow = (name: string, flow: JsonObject): Flow[] => {
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
  if (grant === undefined) return [];
  const scopes: Record<string, string> = {};
  for (const [scope, text] of Object.entries(objectAt(flow, "scopes") ?? {}))
    if (scope !== "__proto__") scopes[scope] = typeof text === "string" ? text : "";
  const urls: Record<string, string> = {};
  for (const key of ["authorizationUrl", "tokenUrl", "refreshUrl"]) {
    const url = textAt(flow, key);
    if (url !== undefined) urls[key] = url;
  }
  return [{ grant, ...urls, scopes }];
};
