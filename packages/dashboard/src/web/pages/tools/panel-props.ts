import type { ToolDetail } from "../../../server/api/tools.ts";
import type { ToolDraft } from "./tool-draft.ts";
import type { useToolEdits } from "./use-tool-edits.ts";

export interface PanelProps {
  tool: ToolDetail;
  edits: ReturnType<typeof useToolEdits>;
  canEdit: boolean;
  /** What was typed and not saved: it stands above the tabs, so that none of them loses it. */
  draft: ToolDraft;
  onDraft: (next: (now: ToolDraft) => ToolDraft) => void;
}
