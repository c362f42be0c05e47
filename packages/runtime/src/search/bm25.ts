/** Okapi BM25 over short texts, with the usual constants. */
export interface SearchIndex {
  /** Positions of the best documents, best first. */
  readonly search: (query: string, limit: number) => readonly number[];
}

const saturation = 1.2;
const lengthWeight = 0.75;

export interface SearchField {
  readonly text: string;
  readonly weight: number;
}

interface Posting {
  readonly document: number;
  readonly frequency: number;
}

export const createSearchIndex = (documents: readonly (readonly SearchField[])[]): SearchIndex => {
  const postings = new Map<string, Posting[]>();
  const lengths: number[] = [];
  for (const [document, fields] of documents.entries()) {
    const frequencies = new Map<string, number>();
    for (const { text, weight } of fields)
      for (const word of wordsOf(text)) frequencies.set(word, (frequencies.get(word) ?? 0) + weight);
    let length = 0;
    for (const [word, frequency] of frequencies) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [{ document, frequency }]);
      else list.push({ document, frequency });
      length += frequency;
    }
    lengths.push(length);
  }
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;

  return {
    search: (query, limit) => {
      const scores = new Map<number, number>();
      for (const word of new Set(wordsOf(query))) {
        const found = postings.get(word) ?? [];
        const rarity = Math.log(1 + (documents.length - found.length + 0.5) / (found.length + 0.5));
        for (const { document, frequency } of found) {
          const norm = 1 - lengthWeight + (lengthWeight * (lengths[document] ?? 0)) / average;
          const gain = (rarity * frequency * (saturation + 1)) / (frequency + saturation * norm);
          scores.set(document, (scores.get(document) ?? 0) + gain);
        }
      }
      return [...scores]
        .toSorted(([a, left], [b, right]) => right - left || a - b)
        .slice(0, limit)
        .map(([document]) => document);
    },
  };
};

const maxWords = 2_000;

/** Words in lower case, `camelCase` and `snake_case` taken apart, plural endings off. */
export const wordsOf = (text: string): string[] =>
  text
    .slice(0, 20_000)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !stopWords.has(word))
    .slice(0, maxWords)
    .map(stem);

const stopWords = new Set(["a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"]);

const stem = (word: string): string => {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ch|sh|s|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
};
