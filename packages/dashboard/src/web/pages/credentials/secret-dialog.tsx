import { useState } from "react";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";

/** Takes a secret in; nothing ever shows it again. */
export function SecretDialog({
  title,
  label,
  busy,
  onClose,
  onSave,
}: {
  title: string;
  label: string;
  busy: boolean;
  onClose: () => void;
  onSave: (secret: string) => void;
}) {
  const [secret, setSecret] = useState("");
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      note={text.credentials.writeOnly}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" busy={busy} disabled={secret === ""} onClick={() => onSave(secret)}>
            {text.common.save}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        type="password"
        mono
        autoComplete="off"
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
      />
    </Dialog>
  );
}
