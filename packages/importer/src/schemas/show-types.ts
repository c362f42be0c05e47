import type { JsonObject, RenamedKey } from "@breezeway/core";
import type { DefinitionList } from "../definitions/definition-list.ts";

/** Something a shown schema leaves out; the request still takes it. */
export interface SchemaCut {
  readonly at: readonly string[];
  readonly reason: "depth" | "cycle" | "size" | "variants" | "values";
  readonly fields: readonly string[];
}

export interface ShowLimits {
  /** Levels of objects and arrays below an argument. */
  readonly depth: number;
  readonly nodes: number;
  readonly argumentText: number;
  readonly nestedText: number;
  readonly enumValues: number;
  readonly variants: number;
}

/** Everything one rewriting pass carries along; `cuts` and `renamed` are its by-products. */
export interface ShowState {
  readonly definitions: DefinitionList;
  readonly limits: ShowLimits;
  readonly cuts: SchemaCut[];
  readonly renamed: RenamedKey[];
  /** Definitions already shown with their prose: said once is enough. */
  readonly shown: Set<string>;
  nodes: number;
}

export interface ShowPlace {
  /** Shown names from the argument on; `*` for items and additional keys. */
  readonly at: readonly string[];
  readonly depth: number;
  /** Definitions that this place stands in. */
  readonly stack: readonly string[];
  /** Query, path, header: there `null` has no meaning of its own. */
  readonly dropNull: boolean;
  /** Inside a form that was described before: structure only. */
  readonly quiet?: boolean;
}

export type ShowChild = (schema: JsonObject, place: ShowPlace, state: ShowState) => JsonObject;

/** The rewriting of any schema, and of one already expanded, handed down so that files need not import in a circle. */
export interface Showers {
  readonly any: ShowChild;
  readonly expanded: ShowChild;
}
