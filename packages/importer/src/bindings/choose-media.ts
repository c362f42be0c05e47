import type { BodyMedia } from "../operations/operation.ts";

export type MediaKind = "json" | "form" | "multipart" | "xml" | "text" | "binary";

/** What kind of body a media type is; parameters such as charset do not matter. */
export const mediaKind = (mediaType: string): MediaKind => {
  const type = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
  if (
    /^(?:application|text)\/json$|\+json$|^\*\/\*$|^application\/\*$|^application\/(?:x-)?(?:ndjson|json-seq|jsonlines|x-json)$/.test(
      type,
    )
  )
    return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  if (/^(?:application|text)\/xml$|\+xml$/.test(type)) return "xml";
  if (type.startsWith("text/") || /^application\/(?:graphql|javascript|yaml|x-yaml|sql|toml|x-sh)$/.test(type))
    return "text";
  // Some documents write a bare word such as `message` where a media type is due.
  return type.includes("/") ? "binary" : "json";
};

const order: readonly MediaKind[] = ["json", "form", "multipart", "xml", "text", "binary"];

/** The media type that carries a model's arguments best: JSON first; files need multipart. */
export const chooseMedia = (media: readonly BodyMedia[]): BodyMedia | undefined => {
  const exact = media.find((item) => /^application\/json\b/i.test(item.mediaType));
  if (exact !== undefined) return exact;
  return media.toSorted(
    (left, right) => order.indexOf(mediaKind(left.mediaType)) - order.indexOf(mediaKind(right.mediaType)),
  )[0];
};

/** The media type as it is sent: ranges and bare words become concrete. */
export const sentMediaType = (mediaType: string): string => {
  const type = mediaType.trim();
  if (mediaKind(type) === "json" && (!type.includes("/") || type.includes("*"))) return "application/json";
  if (type.includes("*")) return type.startsWith("text/") ? "text/plain" : "application/octet-stream";
  return type;
};
