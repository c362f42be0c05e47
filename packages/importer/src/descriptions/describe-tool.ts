import type { Operation } from "../operations/operation.ts";
import { cleanText, shorten } from "./clean-text.ts";
import { withoutEcho } from "./without-echo.ts";

const maxDescription = 220;

/** The text a model chooses a tool by: summary first, then what the description adds; never empty, never markup. */
export const describeTool = (operation: Operation, name: string, notes: readonly string[]): string => {
  const summary = sentence(cleanText(operation.summary));
  const { first, rest } = withoutEcho(summary, withoutAccessNotes(cleanText(withoutSamples(operation.description))));
  const flags = [
    operation.deprecated ? "Deprecated." : "",
    operation.experimental ? "Experimental: may change." : "",
  ].filter((flag) => flag !== "");
  const head = [...flags, first].filter((part) => part !== "").join(" ");
  const tail = notes.length === 0 ? "" : `\n${notes.join(" ")}`;
  const room = Math.max(120, maxDescription - head.length - tail.length);
  const text = [head, shorten(rest, room)].filter((part) => part !== "").join("\n") + tail;
  return text.trim() === "" ? `${wordsOf(name)} (${operation.method} ${operation.path}).` : text.trim();
};

const sentence = (text: string): string => {
  const line = shorten(text.replaceAll("\n", " "), 200);
  return line === "" || /[.!?…:]$/.test(line) ? line : `${line}.`;
};

// Code samples are for people at a keyboard; a model sends arguments.
const withoutSamples = (description: string): string =>
  description.replace(/```[^]*?(?:```|$)/g, "\n").replace(/<pre\b[^>]{0,1000}>[^]*?(?:<\/pre>|$)/gi, "\n");

// Who may call is the upstream's to say, and its error does; a model cannot act on it beforehand.
const accessNote =
  /^(?:example|sample) (?:request|response|call|uri|url|usage)s?\b|^(?:required )?(?:permissions?|oauth scopes?|scopes?|authori[sz]ation)(?: required)?(?: to access[^:\n]{0,40})?:/i;

const withoutAccessNotes = (text: string): string => {
  const lines = text.split("\n");
  const kept: string[] = [];
  let isDropping = false;
  for (const line of lines) {
    if (accessNote.test(line)) isDropping = true;
    else if (!line.startsWith("-")) isDropping = false;
    if (!isDropping) kept.push(line);
  }
  return kept.join("\n").trim();
};

/** A short label for people: the summary, else the name in words. */
export const titleOf = (operation: Operation, name: string): string => {
  const summary = cleanText(operation.summary).replaceAll("\n", " ").replace(/\.$/, "");
  if (summary !== "") return shorten(summary, 120);
  return wordsOf(name);
};

const wordsOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
