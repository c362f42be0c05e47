// What was typed over what is stored. Only fields that somebody touched are kept: the rest follows whatever is loaded.

/** A field that was touched: what it holds now, and what stood there before. */
interface Edit<Value> {
  readonly value: Value;
  readonly was: Value;
}

export type Edits<Values> = { readonly [Name in keyof Values]?: Edit<Values[Name]> };

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
const namesOf = <Values>(edits: Edits<Values>): (keyof Values)[] => Object.keys(edits) as (keyof Values)[];

export const edit = <Values extends object>(
  edits: Edits<Values>,
  stored: Values,
  change: Partial<Values>,
): Edits<Values> => {
  const next: { [Name in keyof Values]?: Edit<Values[Name]> } = { ...edits };
  for (const name of Object.keys(change) as (keyof Values)[]) {
    const value = change[name] as Values[typeof name];
    if (isSame(value, stored[name])) delete next[name];
    else next[name] = { value, was: edits[name] === undefined ? stored[name] : edits[name].was };
  }
  return next;
};

/** What the form shows. */
export const valuesOf = <Values extends object>(stored: Values, edits: Edits<Values>): Values => {
  const values = { ...stored };
  for (const name of namesOf(edits)) {
    const found = edits[name];
    if (found !== undefined) values[name] = found.value;
  }
  return values;
};

/** What is sent: fields that differ from what is stored by now. */
export const changedOf = <Values extends object>(stored: Values, edits: Edits<Values>): Partial<Values> => {
  const changed: Partial<Values> = {};
  for (const name of namesOf(edits)) {
    const value = edits[name]?.value;
    if (!isSame(value, stored[name])) changed[name] = value;
  }
  return changed;
};

/** Forgets the edits that hold what was sent; what was typed since then stays. */
export const settle = <Values extends object>(edits: Edits<Values>, sent: Partial<Values>): Edits<Values> => {
  const kept = namesOf(edits).filter((name) => !(name in sent) || !isSame(edits[name]?.value, sent[name]));
  return Object.fromEntries(kept.map((name) => [name, edits[name]])) as Edits<Values>;
};

export const forget = <Values extends object>(edits: Edits<Values>, names: readonly string[]): Edits<Values> =>
  Object.fromEntries(Object.entries(edits).filter(([name]) => !names.includes(name))) as Edits<Values>;

/** Whether every touched field still stands as it stood when it was touched. */
export const isCurrent = <Values extends object>(stored: Values, edits: Edits<Values>): boolean =>
  namesOf(edits).every((name) => isSame(edits[name]?.was, stored[name]));
