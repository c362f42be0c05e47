import { ServiceError } from "@breezeway/core";
import type { ServiceErrorCode } from "@breezeway/core";

/** The document as a whole cannot be used. `advice` says what to do; `at` is a JSON pointer or a file name. */
export const documentError = (input: {
  readonly code?: ServiceErrorCode;
  readonly message: string;
  readonly advice: string;
  readonly at?: string;
  readonly cause?: unknown;
}): ServiceError =>
  new ServiceError(input.code ?? "invalid_document", {
    message: `${input.message} ${input.advice}`,
    ...(input.at === undefined ? {} : { at: input.at }),
    ...(input.cause === undefined ? {} : { cause: input.cause }),
  });
