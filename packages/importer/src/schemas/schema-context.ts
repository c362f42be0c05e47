import type { DefinitionList } from "../definitions/definition-list.ts";
import type { IssueList } from "../issues/issue-list.ts";
import type { Resolver } from "../references/resolver.ts";

export interface SchemaContext {
  readonly resolver: Resolver;
  readonly definitions: DefinitionList;
  readonly issues: IssueList;
  /** What the schema is for: request schemas lose `readOnly` properties, response schemas `writeOnly` ones. */
  readonly purpose: "request" | "response";
}
