/** Control characters, and the invisible and direction-changing ones that could make a name read as another. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** A name given by a client, fit to be shown: one line, bounded, no character cut in half. */
export const cleanName = (text: string, maxCharacters: number): string => {
  const line = text.normalize("NFC").replace(invisible, " ").replace(/\s+/g, " ").trim();
  return Array.from(line).slice(0, maxCharacters).join("");
};
