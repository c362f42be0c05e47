import { isDeepStrictEqual } from "node:util";

/** Of what is given, the fields that differ from what is there: only these are written and recorded. */
export const changedFields = <Given extends object>(
  before: { readonly [Name in keyof Given]: unknown },
  given: Given,
): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => value !== undefined && !isDeepStrictEqual(value, before[name as keyof Given]),
    ),
  ) as { [Name in keyof Given]?: Exclude<Given[Name], undefined> };
