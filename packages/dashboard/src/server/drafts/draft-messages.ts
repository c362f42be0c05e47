import { ServiceError } from "@breezeway/core";
import type { ServiceErrorCode } from "@breezeway/core";
import type { DraftSketch } from "./draft-sketch.ts";
import type { Needs, Question, Supplies } from "./draft-questions.ts";

export type ToDraftWorker =
  | { readonly type: "ask"; readonly id: number; readonly sketch: DraftSketch; readonly question: Question }
  | { readonly type: "supply"; readonly id: number; readonly supplies: Supplies }
  /** Nobody waits for the answer any more. */
  | { readonly type: "forget"; readonly id: number };

export type FromDraftWorker =
  | { readonly type: "need"; readonly id: number; readonly needs: Needs }
  | { readonly type: "answer"; readonly id: number; readonly answer: unknown; readonly bytes: number }
  | { readonly type: "failed"; readonly id: number; readonly error: WireError };

export interface WireError {
  readonly code: ServiceErrorCode | undefined;
  readonly message: string;
  readonly at: string | undefined;
}

export const toWire = (error: unknown): WireError =>
  error instanceof ServiceError
    ? { code: error.code, message: error.message, at: error.at }
    : {
        code: undefined,
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        at: undefined,
      };

export const fromWire = ({ code, message, at }: WireError): Error =>
  code === undefined
    ? new Error(`The draft's worker failed: ${message}`)
    : new ServiceError(code, { message, ...(at !== undefined && { at }) });
