import { cleanText, shorten } from "../descriptions/clean-text.ts";

/** A description with notes of our own behind it, within a length. */
export const describeShown = (text: string | undefined, notes: readonly string[], maxLength: number): string => {
  const note = notes.filter((item) => item !== "").join(" ");
  const prose = text === undefined ? "" : shorten(cleanText(text), Math.max(40, maxLength));
  if (note === "") return prose;
  return prose === "" ? note : `${prose.replace(/(?<![.!?:])$/, ".")} ${note}`;
};
