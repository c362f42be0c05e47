import type { IncomingHttpHeaders } from "node:http";
import type { CallToolResultSchema } from "@modelcontextprotocol/core";
import type { z } from "zod";
import { boundText, decodeText, nextPageNote } from "./shape-text.ts";
import type { AuditOutcome } from "../audit/audit-event.ts";

type Content = z.input<typeof CallToolResultSchema>["content"];

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ShapeRules {
  readonly maxResultCharacters: number;
  /** Only where the tool declares an output schema may, and must, a result carry structured content. */
  readonly hasOutputSchema: boolean;
  readonly requestId: string;
}

/** A result as the members of a `CallToolResult`, already JSON. */
export interface Shaped {
  readonly outcome: AuditOutcome;
  readonly members: string;
}

const maxBinaryBytes = 4_000_000;
const imageTypes: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
]);
const maxParsedCharacters = 1_000_000;

/** An upstream's success as a tool result. Pure. */
export const shapeAnswer = (answer: UpstreamAnswer, rules: ShapeRules): Shaped => {
  if (answer.body.length === 0)
    return { outcome: "ok", members: textMembers(`Done. The API answered ${answer.status} without content.`) };
  const contentType = answer.headers["content-type"] ?? "";
  const essence = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (essence === "application/json" || essence.endsWith("+json")) return shapeJson(answer, rules, contentType);
  if (imageTypes.has(essence)) return shapeBinary(answer, "image", essence, rules);
  if (essence.startsWith("audio/")) return shapeBinary(answer, "audio", essence, rules);
  const text = isTextType(essence) || essence === "" ? decodeText(answer.body, contentType) : undefined;
  if (text === undefined) return shapeBinary(answer, "resource", essence || "application/octet-stream", rules);
  return { outcome: "ok", members: textMembers(boundText(text, rules.maxResultCharacters)) };
};

const isTextType = (essence: string): boolean =>
  essence.startsWith("text/") ||
  essence.endsWith("+xml") ||
  /^application\/(?:xml|javascript|ecmascript|yaml|x-yaml|x-ndjson|ndjson|jsonl|sql|graphql|x-www-form-urlencoded|toml)$/.test(
    essence,
  ) ||
  essence === "image/svg+xml";

const shapeJson = (answer: UpstreamAnswer, rules: ShapeRules, contentType: string): Shaped => {
  const text = decodeText(answer.body, contentType);
  const isSpliced = rules.hasOutputSchema && (text?.length ?? 0) <= rules.maxResultCharacters;
  if (text === undefined || !isJson(text, isSpliced))
    return failed(
      "upstream_error",
      "The API says that it answers JSON, but what came is none. The server's base URL may be wrong, or the API is failing.",
    );
  const bounded = boundText(text, rules.maxResultCharacters) + nextPageNote(answer.headers.link);
  if (!rules.hasOutputSchema) return { outcome: "ok", members: textMembers(bounded) };
  if (text.length > rules.maxResultCharacters) return { outcome: "too_large", members: textMembers(bounded, true) };
  // The body is JSON as it stands, so it goes in without being written again.
  const structured = /^\s*\{/.test(text) ? `,"structuredContent":${text}` : "";
  return { outcome: "ok", members: `${textMembers(bounded)}${structured}` };
};

/** `isSpliced`: the text becomes part of our own message, where what is almost JSON could add members or end it. */
const isJson = (text: string, isSpliced: boolean): boolean => {
  // Parsing megabytes would hold up other calls; both ends are then enough.
  if (!isSpliced && text.length > maxParsedCharacters) return hasJsonEnds(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const closers: Readonly<Record<string, string>> = { "{": "}", "[": "]", '"': '"' };

const hasJsonEnds = (text: string): boolean => {
  const opener = /^\s*([[{"])/.exec(text)?.[1];
  const closer = /([\]}"])\s*$/.exec(text.slice(-100))?.[1];
  return opener !== undefined && closers[opener] === closer;
};

const shapeBinary = (
  answer: UpstreamAnswer,
  kind: "image" | "audio" | "resource",
  mimeType: string,
  rules: ShapeRules,
): Shaped => {
  const { body } = answer;
  if (body.length > maxBinaryBytes)
    return failed(
      "too_large",
      `The API sent ${body.length} bytes of ${mimeType}; at most ${maxBinaryBytes} bytes fit in a result. Ask for a smaller version, or for its link.`,
    );
  const data = body.toString("base64");
  const content: Content =
    kind === "resource"
      ? [{ type: "resource", resource: { uri: `urn:breezeway:result:${rules.requestId}`, mimeType, blob: data } }]
      : [{ type: kind, data, mimeType }];
  return { outcome: "ok", members: `"content":${JSON.stringify(content)},"isError":false` };
};

const failed = (outcome: AuditOutcome, text: string): Shaped => ({ outcome, members: textMembers(text, true) });

/** One text as result members. */
export const textMembers = (text: string, isError = false): string =>
  `"content":[{"type":"text","text":${JSON.stringify(text)}}],"isError":${isError}`;
