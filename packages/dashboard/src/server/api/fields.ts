import { z } from "zod";

/** A moment, as ISO 8601 in UTC. */
export const moment = z.iso.datetime();
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address."))
  .pipe(z.string().max(254));
export const displayName = z.string().trim().min(1, "Enter a name.").max(80);
export const password = z.string().min(12, "Use at least 12 characters.").max(200, "Use at most 200 characters.");
export const enteredPassword = z.string().min(1).max(200);
export const linkToken = z.string().min(20).max(2_000);
export const nothing = z.object({});
export const cursor = z.string().max(400);

/** Sent along with changes: the `version` of what they were made from. */
export const madeFrom = z
  .string()
  .max(400)
  .optional()
  .describe(
    "The `version` that the changes were made from: a field that was changed by somebody else since is a conflict. Without it the last change counts.",
  );

/** What was changed since the version that changes were made from. */
export const settingsConflict = z.object({
  /** As it stands now. */
  version: z.string(),
  fields: z.array(
    z.object({
      at: z.string(),
      /** `null` where it cannot be told any more. */
      by: z.string().nullable(),
      when: moment.nullable(),
      /** What stands there now. */
      value: z.unknown(),
    }),
  ),
});
export type SettingsConflict = z.infer<typeof settingsConflict>;

/** The body of every answer that is not a success. */
export const apiError = z.object({
  error: z.object({
    code: z.enum([
      "invalid_input",
      "invalid_document",
      "unauthenticated",
      "forbidden",
      "not_found",
      "conflict",
      "too_large",
      "rate_limited",
      "egress_refused",
      "upstream_failed",
      "deadline_exceeded",
      "unavailable",
      "internal",
    ]),
    message: z.string(),
    /** The field, or the place in the document. */
    at: z.string().optional(),
    requestId: z.string(),
    /** Every field that was refused, when more than one was. */
    issues: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
    /** Where settings were changed by somebody else meanwhile. */
    conflict: settingsConflict.optional(),
  }),
});
export type ApiError = z.infer<typeof apiError>;
