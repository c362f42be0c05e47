export interface ValueChange {
  /** Dotted path of the field; empty for the value itself. */
  path: string;
  before: unknown;
  after: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fields that differ, deepest first where both sides are objects; `null` and absent are one. */
export const diffValues = (before: unknown, after: unknown, path = ""): ValueChange[] => {
  const old = before ?? undefined;
  const now = after ?? undefined;
  if (isSame(old, now)) return [];
  if ((isRecord(old) || old === undefined) && (isRecord(now) || now === undefined)) {
    const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
    return [...names].flatMap((name) => diffValues(old?.[name], now?.[name], path === "" ? name : `${path}.${name}`));
  }
  return [{ path, before: old, after: now }];
};

export const showDiffValue = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value, null, 1).replaceAll(/\s*\n\s*/g, " ");
