import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useId } from "react";
import { lastToolChangeQuery } from "../../api/queries.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Muted, Row } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { useToolEdits } from "./use-tool-edits.ts";

/** Takes back what was changed last, in this visit or an earlier one, by oneself or another. */
export function UndoLast({ edits }: { edits: ReturnType<typeof useToolEdits> }) {
  const { data } = useQuery(lastToolChangeQuery(useServerScope()));
  const noteId = useId();
  const change = data?.change ?? null;
  if (change === null) return null;
  return (
    <Row>
      <span id={noteId}>
        <Muted small>
          {text.tools.lastChange(change.tools)} {change.by}, <Moment at={change.at} />
        </Muted>
      </span>
      <Button
        icon={<Undo2 size={15} aria-hidden="true" />}
        aria-describedby={noteId}
        busy={edits.busy}
        onClick={() => edits.undo(change.id)}
      >
        {text.tools.undoLast}
      </Button>
    </Row>
  );
}
