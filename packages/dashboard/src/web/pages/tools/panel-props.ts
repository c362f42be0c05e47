import type { ToolDetail } from "../../../server/api/tools.ts";
import type { useToolEdits } from "./use-tool-edits.ts";

export interface PanelProps {
  tool: ToolDetail;
  edits: ReturnType<typeof useToolEdits>;
  canEdit: boolean;
}
