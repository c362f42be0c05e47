import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import type { CredentialView } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { credentialsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SecretFields } from "./secret-fields.tsx";
import { noSecret, type SecretKind, toSecret, type TypedSecret } from "./typed-secret.ts";

export function CredentialDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<SecretKind>("bearer");
  const [typed, setTyped] = useState<TypedSecret>(noSecret);
  const create = useAction(
    () =>
      read(
        api.workspaces[":workspace"].credentials.$post({
          param: { workspace: workspace.slug },
          json: { name, secret: toSecret(kind, typed) },
        }),
      ),
    {
      stale: [credentialsQuery(workspace.slug).queryKey],
      done: text.credentials.added,
      onDone: onClose,
      showsError: true,
    },
  );
  return (
    <SecretForm
      title={text.credentials.addShared}
      error={create.error}
      busy={create.busy}
      onClose={onClose}
      onSubmit={() => create.run()}
    >
      <TextField
        label={text.credentials.name}
        required
        autoFocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={text.credentials.kind}
        value={kind}
        onChange={(event) => setKind(event.target.value as SecretKind)}
        options={(["bearer", "api_key", "basic"] as const).map((value) => ({ value, label: text.modes[value].name }))}
      />
      <SecretFields kind={kind} typed={typed} onChange={setTyped} />
    </SecretForm>
  );
}

export function ReplaceCredentialDialog({ credential, onClose }: { credential: CredentialView; onClose: () => void }) {
  const workspace = useWorkspace();
  const [typed, setTyped] = useState<TypedSecret>({ value: "", username: credential.username ?? "" });
  const replace = useAction(
    () =>
      read(
        api.workspaces[":workspace"].credentials[":credentialId"].secret.$put({
          param: { workspace: workspace.slug, credentialId: credential.id },
          json: { secret: toSecret(credential.kind, typed) },
        }),
      ),
    {
      stale: [credentialsQuery(workspace.slug).queryKey],
      done: text.credentials.secretSet,
      onDone: onClose,
      showsError: true,
    },
  );
  return (
    <SecretForm
      title={text.credentials.replaceTitle(credential.name)}
      error={replace.error}
      busy={replace.busy}
      onClose={onClose}
      onSubmit={() => replace.run()}
    >
      <SecretFields kind={credential.kind} typed={typed} onChange={setTyped} />
    </SecretForm>
  );
}

function SecretForm({
  title,
  error,
  busy,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  error: ApiError | undefined;
  busy: boolean;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const formId = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {text.common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack>
          {error && (
            <Notice tone="bad" live>
              {error.message}
            </Notice>
          )}
          {children}
        </Stack>
      </form>
    </Dialog>
  );
}
