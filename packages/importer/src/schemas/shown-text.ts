import { cleanText, shorten } from "../descriptions/clean-text.ts";

// Pointers to parts of the documentation and of the HTTP exchange that a model never sees.
const unseen =
  /,?\s*(?:as )?(?:is |are )?(?:defined|described|documented|outlined|specified|listed) in the [\w ]{1,40} (?:object|schema|section|model|definition|resource|documentation)\b| in the Link (?:response )?header\b/gi;

/** A description with notes of our own behind it, within a length: as few words as carry the meaning. */
export const describeShown = (text: string | undefined, notes: readonly string[], maxLength: number): string => {
  const note = notes.filter((item) => item !== "").join(" ");
  const prose = text === undefined ? "" : terse(shorten(plain(text), Math.max(40, maxLength)));
  if (note === "") return prose;
  return prose === "" ? note : `${prose.replace(/(?<![.!?:…])$/, ".")} ${note}`;
};

const plain = (text: string): string => {
  const clean = cleanText(text).replaceAll("`", "").replaceAll("\n", " ");
  const seen = clean.replace(unseen, "").trim();
  return seen === "" ? clean : seen;
};

/** A single sentence needs neither its article nor its full stop. */
const terse = (text: string): string => {
  const bare = text.replace(/^(?:The|A|An) (?=[a-zA-Z])/, "");
  const capital = bare.charAt(0).toUpperCase() + bare.slice(1);
  const isSingle = !/[.!?] /.test(capital);
  return isSingle ? capital.replace(/(?<=[^.])\.$/, "") : capital;
};
