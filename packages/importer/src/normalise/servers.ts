import type { JsonObject } from "@breezeway/core";
import type { DocumentServer } from "../import-result.ts";
import { get, isObject, listAt, objectAt, textAt, textsAt, textOfValue } from "../json/json-object.ts";

const placeholderHost =
  /(?:^|[./{@-])(?:example|your-?domain|yourdomain|your-?company|tenant|localhost|hostname|placeholder)\b|\bexample\.(?:com|org|net)\b|%7B|\s/i;
const placeholderValue = /^(?:|no-default|example\.com.*|your-?.*|string|none|null|<.*>)$/i;

/** A server address made absolute against where the document was read; no trailing slash. Variables stay as they are. */
export const absoluteServerUrl = (url: string, documentUrl: string | undefined): string => {
  const trimmed = url.trim().replace(/\/+$/, "");
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return trimmed;
  if (trimmed.startsWith("//")) return `https:${trimmed}`;
  if (documentUrl === undefined) return trimmed;
  if (trimmed.includes("{")) return trimmed.startsWith("/") ? new URL(documentUrl).origin + trimmed : trimmed;
  return URL.canParse(trimmed, documentUrl) ? new URL(trimmed, documentUrl).href.replace(/\/+$/, "") : trimmed;
};

export const readServers = (root: JsonObject, documentUrl: string | undefined): DocumentServer[] => {
  const servers = listAt(root, "servers").filter(isObject);
  if (servers.length > 0) return servers.map((server) => readServer(server, documentUrl));
  if (textAt(root, "swagger") !== undefined || get(root, "host") !== undefined)
    return swaggerServers(root, documentUrl);
  return [finish(absoluteServerUrl("/", documentUrl), "", [])];
};

const readServer = (server: JsonObject, documentUrl: string | undefined): DocumentServer => {
  const variables = Object.entries(objectAt(server, "variables") ?? {})
    .filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    .map(([name, variable]) => {
      const values = textsAt(variable, "enum");
      return {
        name,
        default: textOfValue(get(variable, "default") ?? ""),
        description: textAt(variable, "description") ?? "",
        ...(values.length > 0 ? { enum: values } : {}),
      };
    });
  return finish(
    absoluteServerUrl(textAt(server, "url") ?? "/", documentUrl),
    textAt(server, "description") ?? "",
    variables,
  );
};

const swaggerServers = (root: JsonObject, documentUrl: string | undefined): DocumentServer[] => {
  const host = textAt(root, "host");
  const basePath = (textAt(root, "basePath") ?? "").replace(/^(?!\/|$)/, "/");
  if (host === undefined) return [finish(absoluteServerUrl(basePath || "/", documentUrl), "", [])];
  const schemes = textsAt(root, "schemes").filter((scheme) => scheme === "https" || scheme === "http");
  const ordered = schemes.length === 0 ? ["https"] : schemes.toSorted((a, b) => b.length - a.length);
  return ordered.map((scheme) => finish(absoluteServerUrl(`${scheme}://${host}${basePath}`, undefined), "", []));
};

const finish = (url: string, description: string, variables: DocumentServer["variables"]): DocumentServer => {
  const names = [...url.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "");
  const open = names.some((name) => {
    const variable = variables.find((item) => item.name === name);
    return variable === undefined || placeholderValue.test(variable.default);
  });
  const isAbsolute = /^https?:\/\//i.test(url);
  const host = isAbsolute ? (url.replace(/^https?:\/\//i, "").split("/")[0] ?? "") : "";
  return { url, description, variables, needsOwner: !isAbsolute || open || placeholderHost.test(host) };
};

/**
 * The server of one operation or path, where it names one of its own that is absolute; values of variables that the
 * document's own servers do not have are put in.
 */
export const ownServerUrl = (
  holders: readonly JsonObject[],
  documentServers: readonly DocumentServer[],
  documentUrl: string | undefined,
): string | undefined => {
  const server = holders.map((holder) => listAt(holder, "servers").find(isObject)).find((found) => found !== undefined);
  if (server === undefined) return undefined;
  const { url, variables } = readServer(
    server,
    documentUrl ?? documentServers.find((item) => item.url.startsWith("http"))?.url,
  );
  const shared = new Set(documentServers.flatMap((item) => item.variables.map((variable) => variable.name)));
  const filled = url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = variables.find((variable) => variable.name === name)?.default;
    return shared.has(name) || value === undefined || value === "" ? whole : value;
  });
  if (documentServers[0]?.url === filled || !/^https?:\/\//i.test(filled)) return undefined;
  return filled;
};
