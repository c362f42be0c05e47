import { suggestSelection } from "@breezeway/importer";
import type { RouteBody } from "../../api/routes.ts";
import { refKey } from "../release/draft-parts.ts";
import type { DraftParts } from "../release/draft-parts.ts";

/** The tools that a rule turns on, by `refKey`. */
export const chooseTools = (parts: DraftParts, rule: RouteBody<"selectTools">["rule"]): string[] => {
  switch (rule) {
    case "none":
      return [];
    case "all":
      return parts.tools.map(keyOf);
    case "read_only":
      return parts.tools.filter(isReadOnly(parts)).map(keyOf);
    case "suggested":
      return [...Map.groupBy(parts.tools, ({ sourceId }) => sourceId)].flatMap(([sourceId, stored]) =>
        suggestSelection(stored.map(({ tool }) => tool)).keys.map((key) => refKey({ sourceId, key })),
      );
  }
};

const keyOf = ({ sourceId, tool }: DraftParts["tools"][number]): string =>
  refKey({ sourceId, key: tool.operation.key });

const isReadOnly =
  (parts: DraftParts) =>
  (stored: DraftParts["tools"][number]): boolean =>
    parts.overrides.get(keyOf(stored))?.annotations?.readOnlyHint ?? stored.tool.annotations.readOnlyHint;
