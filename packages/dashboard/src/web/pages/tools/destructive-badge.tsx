import type { ToolRow } from "../../../server/api/tools.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";

/** Deleting is certain; overwriting is what the method allows. */
export function DestructiveBadge({ tool }: { tool: Pick<ToolRow, "destructive" | "method"> }) {
  if (!tool.destructive) return null;
  return tool.method === "DELETE" ? (
    <Badge tone="bad">{text.tools.deletes}</Badge>
  ) : (
    <Badge tone="warn">{text.tools.overwrites}</Badge>
  );
}
