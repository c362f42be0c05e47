import type { ApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { NameStep, type Naming } from "./name-step.tsx";
import type { ServerDraft } from "./use-draft.ts";

export function FinalStep({
  draft,
  error,
  busy,
  onChange,
  onBack,
  onCreate,
}: {
  draft: ServerDraft;
  error: ApiError | undefined;
  busy: boolean;
  onChange: (naming: Naming) => void;
  onBack: () => void;
  onCreate: () => void;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onCreate();
      }}
    >
      <Stack gap={5}>
        <NameStep value={draft.naming} onChange={onChange} error={error} />
        <Card title={text.create.summary}>
          <ul>
            {draft.documents.map((document, index) => (
              <li key={index}>{document.preview.document.title}</li>
            ))}
            <li>{text.modes[draft.signIn.credential.mode].name}</li>
          </ul>
        </Card>
        <Row between>
          <Button onClick={onBack}>{text.common.back}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {text.create.create}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
