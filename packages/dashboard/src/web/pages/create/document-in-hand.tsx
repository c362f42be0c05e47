import type { ApiError } from "../../api/api-error.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DocumentReview } from "./document-review.tsx";
import type { InspectedDocument } from "./draft.ts";
import { InspectProgress } from "./inspect-progress.tsx";
import { useInspection } from "./use-inspection.ts";

/** One inspected document; where the one at its address has changed since, it can be inspected again as it is. */
export function DocumentInHand({
  document,
  index,
  error,
  onChange,
  onRemove,
}: {
  document: InspectedDocument;
  index: number;
  error: ApiError | undefined;
  onChange: (document: InspectedDocument) => void;
  /** Absent for the only one. */
  onRemove: (() => void) | undefined;
}) {
  const again = useInspection({
    workspace: useWorkspace().slug,
    onResult: (source, preview) => onChange({ ...document, source, preview }),
  });
  const { title } = document.preview.document;
  const isStale = error?.at === "documentHash" && document.source.kind !== "upload";
  if (again.inspection.state === "running")
    return (
      <InspectProgress title={text.create.inspecting} progress={again.inspection.progress} onCancel={again.cancel} />
    );
  return (
    <Stack gap={2}>
      {again.error && (
        <Notice tone="bad" live title={again.error.message}>
          {again.error.at}
        </Notice>
      )}
      <DocumentReview
        document={document}
        baseUrlError={error?.forField(`sources.${index}.baseUrl`)}
        onChange={onChange}
      />
      <Row>
        {isStale && <Button onClick={() => again.start(document.source)}>{text.create.inspectAgain(title)}</Button>}
        {onRemove && (
          <Button variant="quiet" onClick={onRemove}>
            {text.create.removeDocument(title)}
          </Button>
        )}
      </Row>
    </Stack>
  );
}
