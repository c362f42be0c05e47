import type { JsonValue, PartEncoding } from "@breezeway/core";
import { percentEncode } from "../percent-encode.ts";
import { isJsonObject } from "../rename-keys.ts";
import { serialisePairs, textOf } from "../serialise-parameter.ts";

/** `application/x-www-form-urlencoded`: https://spec.openapis.org/oas/v3.1.1#encoding-the-x-www-form-urlencoded-media-type */
export const writeForm = (value: JsonValue, encoding: Readonly<Record<string, PartEncoding>>): string => {
  if (!isJsonObject(value)) return textOf(value);
  const pairs: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const rule = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    pairs.push(...pairsOfProperty(name, item, rule));
  }
  return pairs.join("&");
};

const pairsOfProperty = (name: string, value: JsonValue, rule: PartEncoding | undefined): string[] => {
  const encode = (text: string): string =>
    percentEncode(text, rule?.allowReserved === true ? "reserved-in-query" : "unreserved");
  const style = rule?.style ?? "form";
  const isStyled = rule?.style !== undefined || rule?.explode !== undefined || rule?.allowReserved !== undefined;
  // Without style keywords an object is sent as its default content type, which is JSON.
  if (!isStyled && isJsonObject(value)) return [`${encode(name)}=${encode(JSON.stringify(value))}`];
  if (!isStyled && rule?.contentType !== undefined && typeof value === "object" && value !== null)
    return [`${encode(name)}=${encode(JSON.stringify(value))}`];
  return serialisePairs(style, { name, value, explode: rule?.explode ?? style === "form", encode });
};
