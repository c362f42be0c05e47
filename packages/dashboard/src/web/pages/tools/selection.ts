export interface Selection {
  readonly keys: ReadonlySet<string>;
  /** Where a range begins: the row last clicked. */
  readonly anchor: string | undefined;
}

export const noSelection: Selection = { keys: new Set(), anchor: undefined };

/** One row on or off. */
export const toggleOne = (selection: Selection, key: string): Selection => {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
};

/** Every row from the anchor to this one, in the order shown, takes on the anchor's state. */
export const selectRange = (selection: Selection, key: string, shown: readonly string[]): Selection => {
  const from = selection.anchor === undefined ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(key);
  if (from < 0 || to < 0) return toggleOne(selection, key);
  const isOn = selection.anchor !== undefined && selection.keys.has(selection.anchor);
  const keys = new Set(selection.keys);
  for (const member of shown.slice(Math.min(from, to), Math.max(from, to) + 1))
    if (isOn) keys.add(member);
    else keys.delete(member);
  return { keys, anchor: key };
};

/** All of a group on, or off when all were on. */
export const toggleMany = (selection: Selection, members: readonly string[]): Selection => {
  const keys = new Set(selection.keys);
  const isAllOn = members.every((key) => keys.has(key));
  for (const key of members)
    if (isAllOn) keys.delete(key);
    else keys.add(key);
  return { keys, anchor: undefined };
};

/** How much of a group is selected. */
export const coverage = (selection: Selection, members: readonly string[]): "none" | "some" | "all" => {
  const selected = members.filter((key) => selection.keys.has(key)).length;
  if (selected === 0) return "none";
  return selected === members.length ? "all" : "some";
};
