import { useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { DocumentInHand } from "./document-in-hand.tsx";
import { type InspectedDocument, isComplete } from "./draft.ts";

/** What every document holds, and what only the owner can say about it. */
export function InspectStep({
  documents,
  error,
  onChange,
  onAdd,
  onStartOver,
  onNext,
}: {
  documents: readonly InspectedDocument[];
  error: ApiError | undefined;
  onChange: (documents: readonly InspectedDocument[]) => void;
  onAdd: () => void;
  onStartOver: () => void;
  onNext: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (documents.every(isComplete)) onNext();
        }}
      >
        <Stack gap={5}>
          {documents.map((document, index) => (
            <DocumentInHand
              key={index}
              document={document}
              index={index}
              error={error}
              onChange={(changed) => onChange(documents.with(index, changed))}
              onRemove={documents.length > 1 ? () => onChange(documents.toSpliced(index, 1)) : undefined}
            />
          ))}
          <Row between>
            <Row>
              <Button onClick={() => setAsking(true)}>{text.create.otherSource}</Button>
              <Button variant="quiet" onClick={onAdd}>
                {text.create.addDocument}
              </Button>
            </Row>
            <Button type="submit" variant="primary">
              {text.common.next}
            </Button>
          </Row>
        </Stack>
      </form>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onStartOver}
        title={text.create.startOverTitle}
        confirm={text.create.startOver}
      >
        <p>{text.create.startOverText(documents.map(({ preview }) => preview.document.title))}</p>
      </ConfirmDialog>
    </>
  );
}
