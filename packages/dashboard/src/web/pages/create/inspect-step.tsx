import { useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { DocumentReview } from "./document-review.tsx";
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
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (documents.every(isComplete)) onNext();
      }}
    >
      <Stack gap={5}>
        {documents.map((document, index) => (
          <Stack key={index} gap={2}>
            <DocumentReview
              document={document}
              baseUrlError={error?.forField(`sources.${index}.baseUrl`)}
              onChange={(changed) => onChange(documents.with(index, changed))}
            />
            {documents.length > 1 && (
              <Row>
                <Button variant="quiet" onClick={() => onChange(documents.toSpliced(index, 1))}>
                  {text.create.removeDocument(document.preview.document.title)}
                </Button>
              </Row>
            )}
          </Stack>
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
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onStartOver}
        title={text.create.startOverTitle}
        confirm={text.create.startOver}
      >
        <p>{text.create.startOverText(documents.map(({ preview }) => preview.document.title))}</p>
      </ConfirmDialog>
    </form>
  );
}
