import { RE2JS } from "re2js";

/** Says whether a text holds a match; takes time linear in the text whatever the pattern. */
export type Matcher = (text: string) => boolean;

const maxPatternLength = 2_000;
const maxCompiled = 2_000;
const compiled = new Map<string, Matcher | undefined>();

/**
 * Compiles an ECMA-262 pattern by a linear-time engine. What such an engine cannot express (look-around,
 * back-references) gives `undefined`: the upstream, not Breezeway, then judges the value.
 */
export const matcherOf = (pattern: string): Matcher | undefined => {
  if (compiled.has(pattern)) return compiled.get(pattern);
  const matcher = compile(pattern);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(pattern, matcher);
  return matcher;
};

const compile = (pattern: string): Matcher | undefined => {
  if (pattern.length > maxPatternLength) return undefined;
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return (text) => expression.matcher(text).find();
  } catch {
    // Not every pattern of a document is a regular expression; it then restricts nothing.
    return undefined;
  }
};
