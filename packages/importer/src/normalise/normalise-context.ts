import type { JsonObject } from "@breezeway/core";
import type { Dialect } from "../import-result.ts";
import type { IssueList } from "../issues/issue-list.ts";
import type { Resolver } from "../references/resolver.ts";

export interface NormaliseContext {
  readonly root: JsonObject;
  readonly dialect: Dialect;
  readonly resolver: Resolver;
  readonly issues: IssueList;
  /** Address the document was read from, for relative server URLs. */
  readonly documentUrl: string | undefined;
  readonly maxOperations: number;
}

/** Why one operation cannot become a tool. */
export class OperationRefused extends Error {
  override readonly name = "OperationRefused";
  readonly pointer: string;

  constructor(reason: string, pointer: string) {
    super(reason);
    this.pointer = pointer;
  }
}
