const filler = new Set(
  "a an the of for to in on by with from and or this that these those its it is are be will can may specific specified given particular certain single one".split(
    " ",
  ),
);

const sameVerb: Readonly<Record<string, string>> = {
  return: "get",
  retrieve: "get",
  fetch: "get",
  list: "get",
  read: "get",
  show: "get",
  view: "get",
  add: "create",
  remove: "delete",
};

/** Words that carry meaning, in a form that lets `Returns pages` and `Get page` meet. */
const meaning = (text: string): Set<string> =>
  new Set(
    text
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "" && !filler.has(word))
      .map(stem)
      .map((word) => (Object.hasOwn(sameVerb, word) ? (sameVerb[word] ?? word) : word)),
  );

const stem = (word: string): string =>
  word
    .replace(/(?:ies)$/, "y")
    .replace(/(?<=[^s])s$/, "")
    .replace(/e?s$/, (end) => (word.length > 5 ? "" : end));

/** Summary and description without saying the same twice: whichever says more stays. */
export const withoutEcho = (summary: string, body: string): { readonly first: string; readonly rest: string } => {
  if (summary === "" || body === "") return { first: summary, rest: body };
  const end = /[.!?](?=\s|$)|\n/.exec(body);
  const opening = end === null ? body : body.slice(0, end.index + 1).trim();
  const rest = end === null ? "" : body.slice(end.index + 1).trim();
  const inSummary = meaning(summary);
  const inOpening = meaning(opening);
  if ([...inOpening].every((word) => inSummary.has(word))) return { first: summary, rest };
  if (opening.length <= 220 && [...inSummary].every((word) => inOpening.has(word)))
    return { first: /[.!?:]$/.test(opening) ? opening : `${opening}.`, rest };
  return { first: summary, rest: body };
};
