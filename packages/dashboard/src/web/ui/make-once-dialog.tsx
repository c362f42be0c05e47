import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAction } from "../api/use-action.ts";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { CopyLine } from "./code-block.tsx";
import { Dialog } from "./dialog.tsx";
import { Stack } from "./layout.tsx";
import { Notice } from "./notice.tsx";

interface ShownOnce {
  title: string;
  note: string;
  /** What the value is, for whoever cannot see where it stands. */
  label: string;
  value: string;
  done: string;
}

/** Makes something whose secret is shown this once: first what it takes, then the secret, to be copied. */
export function MakeOnceDialog<Made>({
  title,
  note,
  action,
  isReady = true,
  make,
  stale,
  fields,
  children,
  show,
  onClose,
}: {
  title: string;
  note?: string;
  action: string;
  isReady?: boolean;
  make: () => Promise<Made>;
  /** The list that it joins. */
  stale: QueryKey;
  /** Names of the fields that show their own refusal; any other stands above them. */
  fields: readonly string[];
  children: (errorOf: (field: string) => string | undefined) => ReactNode;
  show: (made: Made) => ShownOnce;
  onClose: () => void;
}) {
  const making = useAction(make, { stale: [stale], showsError: true });
  const { error, result } = making;
  if (result !== undefined) return <SecretDialog shown={show(result)} onClose={onClose} />;
  const isShownByField = fields.some((field) => error?.forField(field) !== undefined);
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !making.busy) making.run();
      }}
      title={title}
      {...(note !== undefined && { note })}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" variant="primary" busy={making.busy} disabled={!isReady}>
            {action}
          </Button>
        </>
      }
    >
      <Stack>
        {error && !isShownByField && (
          <Notice tone="bad" live>
            {error.message}
          </Notice>
        )}
        {children((field) => error?.forField(field))}
      </Stack>
    </Dialog>
  );
}

function SecretDialog({ shown, onClose }: { shown: ShownOnce; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={shown.title}
      note={shown.note}
      footer={
        <Button variant="primary" onClick={onClose}>
          {shown.done}
        </Button>
      }
    >
      <CopyLine value={shown.value} label={shown.label} />
    </Dialog>
  );
}
