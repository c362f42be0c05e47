import type { HttpMethod } from "@breezeway/core";

/** One upstream request, credential apart. Header names are lower case. */
export interface BuiltRequest {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer;
}

/** What is wrong with one argument, in words for a model. */
export interface ArgumentProblem {
  /** The argument as the model knows it; a dotted path where the fault lies deeper. */
  readonly argument: string;
  readonly message: string;
}

/** Thrown by the writers below `prepareRequest`, which turns it into a result. */
export class UnfitArgument extends Error {
  override readonly name = "UnfitArgument";
  readonly problem: ArgumentProblem;

  constructor(argument: string, message: string) {
    super(message);
    this.problem = { argument, message };
  }
}
