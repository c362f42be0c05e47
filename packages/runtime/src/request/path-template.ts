import type { JsonObject, JsonValue, ParameterBinding, ReleaseSource } from "@breezeway/core";
import { UnfitArgument } from "./built-request.ts";
import { percentEncode } from "./percent-encode.ts";
import { serialisePathValue, textOf } from "./serialise-parameter.ts";

type Part = string | { readonly parameter: ParameterBinding } | { readonly variable: string };
type Segment = readonly Part[];

export type WritePath = (args: JsonObject, variables: Readonly<Record<string, string>>) => string;

/** Prepares `baseUrl` + path template: owner's variables are put in now, arguments and the grant's variables per call. */
export const preparePath = (input: {
  readonly baseUrl: string;
  readonly path: string;
  readonly source: ReleaseSource;
  readonly parameters: readonly ParameterBinding[];
  /** The credential is the owner's: no caller may then say which host gets it. */
  readonly isCredentialShared?: boolean;
}): WritePath => {
  const byName = new Map(input.parameters.map((parameter) => [parameter.name, parameter]));
  const base = splitTemplate(input.baseUrl.replace(/\/+$/, ""), (name) => variablePart(name, input.source));
  // Without its slash a path would go on with the host's name.
  const segments = input.path
    .replace(/^(?=[^/])/, "/")
    .split("/")
    .map((segment) =>
      splitTemplate(segment, (name) => {
        const parameter = byName.get(name);
        return parameter === undefined ? variablePart(name, input.source) : { parameter };
      }),
    );
  const prefix = constantOf(base);
  const chosenHost = input.isCredentialShared === true ? findHostVariable(base) : undefined;
  return (args, variables) => {
    if (chosenHost !== undefined)
      throw new UnfitArgument(
        chosenHost,
        "would choose the host that gets this server's shared credential; the owner of this server has to fix that host",
      );
    let url =
      prefix ?? base.map((part) => (typeof part === "string" ? part : writePart(part, args, variables))).join("");
    for (const [index, segment] of segments.entries())
      url += (index === 0 ? "" : "/") + writeSegment(segment, args, variables);
    return url;
  };
};

const splitTemplate = (text: string, partOf: (name: string) => Part): Part[] =>
  text
    .split(/(\{[^{}]+\})/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("{") && piece.endsWith("}") ? partOf(piece.slice(1, -1)) : piece))
    .reduce<Part[]>((parts, part) => {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else parts.push(part);
      return parts;
    }, []);

const variablePart = (name: string, source: ReleaseSource): Part => {
  const variable = Object.hasOwn(source.variables, name) ? source.variables[name] : undefined;
  if (variable?.from === "owner") return variable.value;
  return { variable: variable?.name ?? name };
};

/** The first value of a grant that stands before the base URL's path. */
const findHostVariable = (base: readonly Part[]): string | undefined => {
  let text = "";
  for (const part of base) {
    if (typeof part !== "string") return "variable" in part ? part.variable : part.parameter.name;
    text += part;
    if (/^[^/]*:\/\/[^/?#]*[/?#]/.test(text)) return undefined;
  }
  return undefined;
};

const constantOf = (parts: readonly Part[]): string | undefined => {
  if (parts.length === 0) return "";
  return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : undefined;
};

const writeSegment = (segment: Segment, args: JsonObject, variables: Readonly<Record<string, string>>): string => {
  const constant = constantOf(segment);
  if (constant !== undefined) return constant;
  let written = "";
  let blamed = "";
  for (const part of segment) {
    written += typeof part === "string" ? part : writePart(part, args, variables);
    if (typeof part !== "string" && "parameter" in part) blamed = part.parameter.argument ?? part.parameter.name;
  }
  // `encodeURIComponent("..")` is `..`, which URL parsers fold into the segment before it.
  if (isDotSegment(written)) throw new UnfitArgument(blamed, "must not stand for a relative path such as . or ..");
  return written;
};

const writePart = (
  part: Exclude<Part, string>,
  args: JsonObject,
  variables: Readonly<Record<string, string>>,
): string => {
  if ("parameter" in part) return writeParameter(part.parameter, args);
  const value = Object.hasOwn(variables, part.variable) ? variables[part.variable] : undefined;
  if (value === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(value) || value.includes(".."))
    throw new UnfitArgument(part.variable, "is not known for this connection; connect again and choose it there");
  return value;
};

const writeParameter = (parameter: ParameterBinding, args: JsonObject): string => {
  const argument = parameter.argument ?? parameter.name;
  const value = valueOf(parameter, args);
  if (value === undefined || value === null)
    throw new UnfitArgument(argument, "is required: it is part of the address");
  assertNoTraversal(value, argument);
  const encode = (text: string): string =>
    percentEncode(text, parameter.allowReserved ? "reserved-in-path" : "unreserved");
  if (parameter.contentType !== undefined)
    return encode(typeof value === "string" && !isJsonType(parameter.contentType) ? value : JSON.stringify(value));
  const written = serialisePathValue(parameter.style, {
    name: parameter.name,
    value,
    explode: parameter.explode,
    encode,
  });
  if (written === "") throw new UnfitArgument(argument, "must not be empty: it is part of the address");
  return written;
};

/** The value to send: fixed, else the argument, else the default. */
export const valueOf = (
  binding: {
    readonly argument?: string | undefined;
    readonly fixed?: JsonValue | undefined;
    readonly default?: JsonValue | undefined;
  },
  args: JsonObject,
): JsonValue | undefined => {
  if (binding.fixed !== undefined) return binding.fixed;
  const given =
    binding.argument !== undefined && Object.hasOwn(args, binding.argument) ? args[binding.argument] : undefined;
  return given === undefined ? binding.default : given;
};

export const isJsonType = (mediaType: string): boolean => /^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType);

const maxDecodings = 4;

/** Servers and proxies that decode once more, or take `\` and `;` for delimiters, must still find no dot segment. */
const assertNoTraversal = (value: JsonValue, argument: string): void => {
  if (Array.isArray(value)) for (const item of value) assertNoTraversal(item, argument);
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      assertNoTraversal(key, argument);
      assertNoTraversal(item, argument);
    }
  } else if (hasDotSegment(textOf(value)))
    throw new UnfitArgument(argument, "must not hold a relative path segment such as . or ..");
};

const hasDotSegment = (text: string): boolean => {
  if (!text.includes(".") && !text.includes("%")) return false;
  let decoded = text;
  for (let round = 0; round < maxDecodings; round += 1) {
    if (decoded.split(/[/\\;?#]/).some(isDotSegment)) return true;
    const next = decodeOnce(decoded);
    if (next === decoded) return false;
    decoded = next;
  }
  // Encoded that many times over, it is no honest value.
  return /%25/.test(decoded) || decoded.split(/[/\\;?#]/).some(isDotSegment);
};

const decodeOnce = (text: string): string =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const isDotSegment = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment.replace(/[\t\n\r]/g, ""));
