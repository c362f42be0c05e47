import { TextDecoder } from "node:util";

const decoders = new Map<string, TextDecoder>();

/** Bytes as text in their declared character set; `undefined` where they are no text. */
export const decodeText = (body: Buffer, contentType: string): string | undefined => {
  const charset = /charset="?([\w.:-]{1,40})/i.exec(contentType)?.[1]?.toLowerCase() ?? "utf-8";
  if (charset === "utf-8" || charset === "utf8" || charset === "us-ascii") {
    if (body.includes(0)) return undefined;
    const text = body.toString("utf8");
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
  return decoderOf(charset)?.decode(body);
};

const decoderOf = (charset: string): TextDecoder | undefined => {
  const known = decoders.get(charset);
  if (known !== undefined) return known;
  try {
    const decoder = new TextDecoder(charset);
    decoders.set(charset, decoder);
    return decoder;
  } catch {
    // A character set nobody knows: the bytes are handed on as they are.
    return undefined;
  }
};

/** Cuts a text at its limit and says how to get at the rest. */
export const boundText = (text: string, maxCharacters: number): string => {
  if (text.length <= maxCharacters) return text;
  const kept = text.slice(0, maxCharacters).toWellFormed();
  return `${kept}\n\n[Cut here: the first ${maxCharacters} of ${text.length} characters are shown. To see the rest, ask for less at once: a smaller page size, a cursor or offset further on, fewer expanded fields, or one item by its id.]`;
};

const maxNoteCharacters = 500;

/** What a `Link` header says of the next page, for APIs that say it nowhere else: https://www.rfc-editor.org/rfc/rfc8288 */
export const nextPageNote = (link: string | string[] | undefined): string => {
  if (link === undefined) return "";
  const header = Array.isArray(link) ? link.join(",") : link;
  const query = /<[^<>?]{0,2000}\?([^<>]{1,2000})>\s*;[^,]{0,200}\brel="?next\b/.exec(header.slice(0, 8_000))?.[1];
  if (query === undefined) return "";
  return `\n\n[There is a next page; its query is ${JSON.stringify(query.slice(0, maxNoteCharacters))}]`;
};
