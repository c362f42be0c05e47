import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { ConfirmDialog } from "./dialog.tsx";
import { Card } from "./layout.tsx";

/** Something grave at the foot of a page, with the question that it takes. */
export function DangerCard({
  title,
  note,
  action,
  question,
  typed,
  children,
  isAsking,
  onAsk,
  onConfirm,
  busy,
}: {
  title: string;
  note: string;
  action: string;
  question: string;
  /** To be typed out, where the loss is great. */
  typed?: string;
  /** What stands in the dialog. */
  children: ReactNode;
  isAsking: boolean;
  onAsk: (isAsking: boolean) => void;
  onConfirm: () => void;
  busy: boolean;
}) {
  return (
    <>
      <Card
        tone="bad"
        title={title}
        note={note}
        actions={
          <Button variant="danger" onClick={() => onAsk(true)}>
            {action}
          </Button>
        }
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => onAsk(false)}
        onConfirm={onConfirm}
        busy={busy}
        title={question}
        confirm={action}
        {...(typed !== undefined && { typed })}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
