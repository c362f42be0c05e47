import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { lastToolChangeQuery } from "../../api/queries.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { useToolEdits } from "./use-tool-edits.ts";

/** Takes back what was changed last, in this visit or an earlier one; says whose change it was first. */
export function UndoLast({ edits }: { edits: ReturnType<typeof useToolEdits> }) {
  const { data } = useQuery(lastToolChangeQuery(useServerScope()));
  const [isAsking, setAsking] = useState(false);
  const change = data?.change ?? null;
  if (change === null) return null;
  return (
    <>
      <Button icon={<Undo2 size={15} aria-hidden="true" />} busy={edits.busy} onClick={() => setAsking(true)}>
        {text.tools.undoLast}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          edits.undo(change.id);
        }}
        title={text.tools.undoTitle}
        confirm={text.tools.undoConfirm}
        danger={false}
      >
        <p>
          {text.tools.lastChange(change.tools, change.by)} <Moment at={change.at} />.
        </p>
      </ConfirmDialog>
    </>
  );
}
