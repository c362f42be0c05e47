const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  mdash: "—",
  ndash: "–",
};

/** HTML and Markdown prose → plain text of one paragraph style: links keep their words, tables and markup go. Pure. */
export const cleanText = (text: string): string => {
  // Runs of blanks go first, so that no expression below meets a long one.
  const bounded = text
    .slice(0, 20_000)
    .replace(/[\t\f\v\r \u00A0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n");
  const fences = bounded.replace(/```[^\n]*\n?/g, "\n").replace(/~~~[^\n]*\n?/g, "\n");
  const html = fences
    .replace(/<!--[^]*?(?:-->|$)/g, " ")
    .replace(/<(?:script|style)\b[^>]{0,1000}>[^]*?(?:<\/(?:script|style)>|$)/gi, " ")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/(?:p|div|li|ul|ol|tr|table|h[1-6]|pre)>/gi, "\n")
    .replace(/<li\b[^>]{0,1000}>/gi, "\n- ")
    .replace(
      /<\/?(?:a|b|i|p|em|strong|code|pre|span|div|ul|ol|table|thead|tbody|tr|td|th|h[1-6]|img|sup|sub|small|hr|blockquote|details|summary|SchemaDefinition|SecurityDefinitions)\b[^>]{0,1000}>/gi,
      "",
    );
  const plain = html.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) =>
    decodeEntity(whole, decimal, hex, name),
  );
  return tidy(stripMarkdown(plain));
};

const decodeEntity = (whole: string, decimal?: string, hex?: string, name?: string): string => {
  const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
  if (code !== undefined) return code > 31 && code < 0x11_00_00 ? String.fromCodePoint(code) : " ";
  const key = (name ?? "").toLowerCase();
  return Object.hasOwn(entities, key) ? (entities[key] ?? whole) : whole;
};

const stripMarkdown = (text: string): string =>
  text
    .replace(/!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, "$1")
    .replace(/\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)/g, "$1")
    .replace(/\[([^\]\n]{1,300})\]\[[^\]\n]{0,300}\]/g, "$1")
    .replace(/^ ?#{1,6} /gm, "")
    .replace(/^ ?> ?/gm, "")
    .replace(/^ ?\|?(?: ?:?-{2,200}:? ?\|){1,50} ?:?-{0,200}:? ?$/gm, "")
    .replace(/^ ?\|(.*)\| ?$/gm, (_, row: string) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .join(" · "),
    )
    .replace(/(\*\*|__)(?=\S)([^\n]{1,500}?\S)\1/g, "$2")
    .replace(/(?<![\w*])\*(?=\S)([^*\n]{1,300}?\S)\*(?![\w*])/g, "$1")
    .replace(/^ ?[-*_]{3,} ?$/gm, "")
    .replace(/^ ?[*+] /gm, "- ");

const tidy = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- control characters have no place in a description
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/([^\n])\n(?=[^\n-])/g, "$1 ")
    .replace(/\n{2,}/g, "\n")
    .trim();

/** Cut at the end of a sentence where one is near, else at a word, with an ellipsis. */
export const shorten = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text;
  const head = text.slice(0, maxLength - 1);
  const sentence = Math.max(
    head.lastIndexOf(". "),
    head.lastIndexOf(".\n"),
    head.lastIndexOf("? "),
    head.lastIndexOf("! "),
  );
  if (sentence >= Math.min(maxLength * 0.5, 36)) return head.slice(0, sentence + 1);
  const word = head.lastIndexOf(" ");
  const cut = head.slice(0, word > maxLength * 0.6 ? word : head.length).replace(/[\s,;:–—-]+$/, "");
  return `${dropHalfPair(cut)}…`;
};

// Never end in the first half of a surrogate pair.
const dropHalfPair = (text: string): string => (/[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text);
