import type { Operation } from "../operations/operation.ts";

// Anti-forgery headers stand only in prose: "you must set a `X-Atlassian-Token: nocheck` header".
const proseHeader = /\b(x-[a-z0-9-]{1,40})\b["'`]?\s*:\s*["'`]?(no-?check)\b/i;

/** Request headers that an operation needs and that never vary; lower-case names. */
export const constantHeaders = (operation: Operation): Record<string, string> => {
  const found = proseHeader.exec(operation.description.slice(0, 20_000));
  const name = found?.[1]?.toLowerCase();
  if (name === undefined) return {};
  const declared = operation.parameters.some((item) => item.in === "header" && item.name.toLowerCase() === name);
  // `no-check` is the form that every version of the servers takes.
  return declared ? {} : { [name]: "no-check" };
};
