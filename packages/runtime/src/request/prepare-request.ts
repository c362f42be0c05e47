import { mayDocumentSetHeader } from "@breezeway/core";
import type { JsonObject, OperationBinding, ParameterBinding, ReleaseSource } from "@breezeway/core";
import { prepareBody } from "./body/prepare-body.ts";
import type { WriteBody } from "./body/prepare-body.ts";
import type { ArgumentProblem, BuiltRequest } from "./built-request.ts";
import { UnfitArgument } from "./built-request.ts";
import { headerValueOf } from "./header-value.ts";
import { isJsonType, preparePath, valueOf } from "./path-template.ts";
import { percentEncode } from "./percent-encode.ts";
import { isJsonObject } from "./rename-keys.ts";
import { serialisePairs, serialiseSimple } from "./serialise-parameter.ts";

/** Names that the credential takes on the wire; no argument may stand there. */
export interface ReservedNames {
  readonly header?: string;
  readonly query?: string;
  readonly cookie?: string;
}

export type BuildResult =
  | { readonly ok: true; readonly request: BuiltRequest }
  | { readonly ok: false; readonly problem: ArgumentProblem };

export interface BuildInput {
  /** Healed, valid, and with the document's own keys. */
  readonly args: JsonObject;
  /** Base-URL variables that come from the grant. */
  readonly variables: Readonly<Record<string, string>>;
  /** A fresh multipart boundary. */
  readonly boundary: () => string;
}

export interface PreparedRequest {
  readonly build: (input: BuildInput) => BuildResult;
}

/** Makes a binding ready: what does not depend on arguments is done here, once. Pure. */
export const prepareRequest = (input: {
  readonly operation: OperationBinding;
  readonly source: ReleaseSource;
  readonly reserved: ReservedNames;
  readonly isCredentialShared?: boolean;
}): PreparedRequest => {
  const { operation, source, reserved, isCredentialShared = false } = input;
  const inPlace = (place: ParameterBinding["in"]): ParameterBinding[] =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const writePath = preparePath({
    baseUrl: operation.baseUrl ?? source.baseUrl,
    path: operation.path,
    source,
    parameters: inPlace("path"),
    isCredentialShared,
  });
  const query = inPlace("query").filter(({ name }) => name !== reserved.query);
  const cookies = inPlace("cookie").filter(({ name }) => name !== reserved.cookie);
  const headerParameters = inPlace("header")
    .map((parameter) => ({ ...parameter, name: parameter.name.toLowerCase() }))
    .filter(({ name }) => mayDocumentSetHeader(name) && name !== reserved.header?.toLowerCase());
  const constants = constantHeaders(operation, reserved);
  const queryTaken = namesTaken(query, reserved.query);
  const cookiesTaken = namesTaken(cookies, reserved.cookie);
  const writeBody: WriteBody = prepareBody(operation.body, source.definitions);

  const buildOrThrow = ({ args, variables, boundary }: BuildInput): BuiltRequest => {
    const headers = { ...constants };
    writeHeaders(headerParameters, args, headers);
    if (cookies.length > 0) writeCookies({ parameters: cookies, taken: cookiesTaken }, args, headers);
    const path = writePath(args, variables);
    const url =
      query.length === 0 ? path : appendQuery(path, writeQuery({ parameters: query, taken: queryTaken }, args));
    const body = writeBody(args, boundary);
    if (body === undefined) return { method: operation.method, url, headers };
    headers["content-type"] = body.contentType;
    return { method: operation.method, url, headers, body: body.bytes };
  };

  return {
    build: (buildInput) => {
      try {
        return { ok: true, request: buildOrThrow(buildInput) };
      } catch (error) {
        if (error instanceof UnfitArgument) return { ok: false, problem: error.problem };
        throw error;
      }
    },
  };
};

const constantHeaders = (operation: OperationBinding, reserved: ReservedNames): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(operation.headers)) {
    const lower = name.toLowerCase();
    const safe = headerValueOf(value);
    if (mayDocumentSetHeader(lower) && lower !== reserved.header?.toLowerCase() && safe !== undefined)
      headers[lower] = safe;
  }
  headers["accept"] = headerValueOf(operation.accept) ?? "*/*";
  return headers;
};

const appendQuery = (url: string, pairs: string): string => {
  if (pairs === "") return url;
  return url.includes("?") ? `${url}&${pairs}` : `${url}?${pairs}`;
};

interface Places {
  readonly parameters: readonly ParameterBinding[];
  /** Names that no key of an exploded object may take: the credential's, and those of other parameters. */
  readonly taken: ReadonlySet<string>;
}

const namesTaken = (parameters: readonly ParameterBinding[], reserved: string | undefined): ReadonlySet<string> =>
  new Set([...parameters.map(({ name }) => name), ...(reserved === undefined ? [] : [reserved])]);

const writeQuery = ({ parameters, taken }: Places, args: JsonObject): string => {
  let written = "";
  for (const parameter of parameters) {
    const pairs = pairsOf(parameter, args, taken);
    for (const pair of pairs) written += written === "" ? pair : `&${pair}`;
  }
  return written;
};

const none: readonly string[] = [];

const pairsOf = (parameter: ParameterBinding, args: JsonObject, taken: ReadonlySet<string>): readonly string[] => {
  const value = valueOf(parameter, args);
  if (value === undefined) return none;
  const encode = parameter.allowReserved ? encodeReserved : percentEncode;
  const { name, contentType } = parameter;
  if (contentType !== undefined) {
    const text = typeof value === "string" && !isJsonType(contentType) ? value : JSON.stringify(value);
    return [`${percentEncode(name)}=${encode(text)}`];
  }
  if (typeof value === "string" || typeof value === "number")
    return [`${percentEncode(name)}=${encode(String(value))}`];
  // Exploded by `form` and its kin, each key becomes a name of its own.
  if (parameter.explode && parameter.style !== "deepObject" && isJsonObject(value))
    refuseTaken(parameter, value, taken);
  return serialisePairs(parameter.style, { name, value, explode: parameter.explode, encode });
};

const refuseTaken = (parameter: ParameterBinding, value: JsonObject, taken: ReadonlySet<string>): void => {
  const key = Object.keys(value).find((name) => taken.has(name) && name !== parameter.name);
  if (key !== undefined)
    throw new UnfitArgument(
      parameter.argument ?? parameter.name,
      `must not hold ${JSON.stringify(key)}: another parameter has that name`,
    );
};

const encodeReserved = (text: string): string => percentEncode(text, "reserved-in-query");

const writeHeaders = (
  parameters: readonly ParameterBinding[],
  args: JsonObject,
  headers: Record<string, string>,
): void => {
  for (const parameter of parameters) {
    const value = valueOf(parameter, args);
    if (value === undefined) continue;
    const text =
      parameter.contentType === undefined
        ? serialiseSimple({ name: parameter.name, value, explode: parameter.explode, encode: (part) => part })
        : typeof value === "string" && !isJsonType(parameter.contentType)
          ? value
          : JSON.stringify(value);
    const safe = headerValueOf(text.toWellFormed());
    if (safe === undefined)
      throw new UnfitArgument(parameter.argument ?? parameter.name, "must not hold line breaks or control characters");
    headers[parameter.name] = safe;
  }
};

const writeCookies = ({ parameters, taken }: Places, args: JsonObject, headers: Record<string, string>): void => {
  const pairs = parameters.flatMap((parameter) => pairsOf({ ...parameter, allowReserved: false }, args, taken));
  if (pairs.length > 0) headers["cookie"] = pairs.join("; ");
};
