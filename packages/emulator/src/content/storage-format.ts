import { createHash } from "node:crypto";

const macroTag = /<ac:structured-macro\b([^>]*?)(\/?)>/g;
const tag = /<[^>]*>/g;

/** What the real wiki does to a body on its way in: macros get a schema version and an id, `<br>` is closed. */
export const normaliseStorage = (body: string): string => {
  let index = 0;
  return body.replace(/<br\s*>/g, "<br />").replace(macroTag, (_whole, attributes: string, slash: string) => {
    index += 1;
    const version = attributes.includes("ac:schema-version=") ? "" : ' ac:schema-version="1"';
    const id = attributes.includes("ac:macro-id=") ? "" : ` ac:macro-id="${macroId(`${index}:${body}`)}"`;
    return `<ac:structured-macro${attributes.trimEnd()}${version}${id}${slash}>`;
  });
};

/** Plain text, as the search index sees it. */
export const textOf = (body: string): string =>
  unescapeXml(
    body
      .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_whole, text: string) => escapeXml(text))
      .replace(/<ac:parameter\b[^>]*>[^<]*<\/ac:parameter>/g, " ")
      .replace(tag, " "),
  )
    .replace(/\s+/g, " ")
    .trim();

/** Rendered HTML: macros become a box that holds their text. */
export const viewOf = (body: string): string =>
  body
    .replace(/<ac:parameter\b[^>]*>[^<]*<\/ac:parameter>/g, "")
    .replace(
      /<ac:plain-text-body><!\[CDATA\[([\s\S]*?)\]\]><\/ac:plain-text-body>/g,
      (_whole, text: string) => `<pre>${escapeXml(text)}</pre>`,
    )
    .replace(/<ac:structured-macro\b[^>]*ac:name="([^"]*)"[^>]*\/>/g, '<div class="macro macro-$1"></div>')
    .replace(/<ac:structured-macro\b[^>]*ac:name="([^"]*)"[^>]*>/g, '<div class="macro macro-$1">')
    .replace(/<\/ac:structured-macro>/g, "</div>")
    .replace(/<\/?ac:[^>]*>|<\/?ri:[^>]*>/g, "");

/** Atlassian document format with headings and paragraphs only, as the JSON text that the API carries. */
export const documentFormatOf = (body: string): string => {
  const content = [...body.matchAll(/<(h[1-6]|p|li|t[dh])\b[^>]*>([\s\S]*?)<\/\1>/g)]
    .map(([, name = "p", inner = ""]) => ({ name, text: textOf(inner) }))
    .filter(({ text }) => text !== "")
    .map(({ name, text }) => ({
      ...(name.startsWith("h") ? { type: "heading", attrs: { level: Number(name[1]) } } : { type: "paragraph" }),
      content: [{ type: "text", text }],
    }));
  return JSON.stringify({ version: 1, type: "doc", content });
};

/** Storage format of a body sent in another representation; text is kept, other formatting is not. */
export const storageOf = (representation: string, value: string): string => {
  if (representation === "storage") return value;
  const lines = representation === "atlas_doc_format" ? documentLines(value) : value.split(/\n{2,}/);
  return lines.map((line) => `<p>${escapeXml(line)}</p>`).join("");
};

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const unescapeXml = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&nbsp;", " ")
    .replaceAll("&rsquo;", "’")
    .replaceAll("&ndash;", "–")
    .replaceAll("&amp;", "&");

const documentLines = (value: string): string[] => {
  const document = JSON.parse(value) as { content?: unknown[] };
  return (document.content ?? []).map(nodeText).filter((text) => text !== "");
};

const nodeText = (node: unknown): string => {
  if (typeof node !== "object" || node === null) return "";
  if ("text" in node && typeof node.text === "string") return node.text;
  return "content" in node && Array.isArray(node.content) ? node.content.map(nodeText).join("") : "";
};

// The id depends on the content alone, so that tests meet the same bytes at every start.
const macroId = (seed: string): string =>
  createHash("sha256")
    .update(seed)
    .digest("hex")
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
