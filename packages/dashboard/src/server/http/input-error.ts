import { ServiceError } from "@breezeway/core";
import type { z } from "zod";

export interface InputIssue {
  readonly at: string;
  readonly message: string;
}

const mostIssues = 20;

/** Input that does not fit its schema; names every field. */
export class InputError extends ServiceError {
  readonly issues: readonly InputIssue[];

  constructor(error: z.ZodError) {
    const issues = error.issues.slice(0, mostIssues).map((issue) => ({ at: placeOf(issue), message: issue.message }));
    const first = issues[0] ?? { at: "", message: "The input is not valid." };
    super("invalid_input", { message: first.message, at: first.at });
    this.issues = issues;
  }
}

/** A field that is not known is itself the place, not the object around it. */
const placeOf = (issue: z.core.$ZodIssue): string =>
  [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])].map(String).join(".");
