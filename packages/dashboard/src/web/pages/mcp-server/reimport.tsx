import { useEffect, useRef, useState } from "react";
import type { ReimportPreview, SourceInput } from "../../../server/api/imports.ts";
import type { SourceView } from "../../../server/api/servers.ts";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { type ImportProgress, previewReimport } from "../../api/watch-import.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { toast } from "../../ui/toast.tsx";
import { InspectProgress } from "../create/inspect-progress.tsx";
import { SourcePicker } from "../create/source-picker.tsx";
import { ReimportReview } from "./reimport-review.tsx";

interface Previewed {
  source: SourceInput | undefined;
  preview: ReimportPreview;
}

/** Compare first, decide, then replace the draft's tools; live stays as it is. */
export function Reimport({ source, onDone }: { source: SourceView; onDone: () => void }) {
  const scope = useServerScope();
  const [progress, setProgress] = useState<ImportProgress | "waiting">();
  const [previewed, setPreviewed] = useState<Previewed>();
  const [error, setError] = useState<ApiError>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const start = (from: SourceInput | undefined) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setError(undefined);
    setProgress("waiting");
    previewReimport({ ...scope, sourceId: source.id }, from, controller.signal, setProgress)
      .then((preview) => setPreviewed({ source: from, preview }))
      .catch((failure: unknown) => {
        if (!controller.signal.aborted) setError(asApiError(failure));
      })
      .finally(() => setProgress(undefined));
  };
  if (progress !== undefined)
    return (
      <InspectProgress
        title={text.documents.comparing}
        progress={progress === "waiting" ? undefined : progress}
        onCancel={() => {
          abort.current?.abort();
          setProgress(undefined);
          toast(text.documents.compareCancelled);
        }}
      />
    );
  if (previewed !== undefined)
    return (
      <ReimportReview
        sourceId={source.id}
        from={previewed.source}
        preview={previewed.preview}
        onBack={() => setPreviewed(undefined)}
        onDone={onDone}
      />
    );
  return (
    <Stack gap={5}>
      {source.url !== null && (
        <Card
          title={text.documents.sameAddress}
          note={source.url}
          actions={
            <Button variant="primary" onClick={() => start(undefined)}>
              {text.documents.compare}
            </Button>
          }
        />
      )}
      <SourcePicker withPresets={false} error={error} onError={setError} onPick={start} />
      <Row>
        <Button onClick={onDone}>{text.common.cancel}</Button>
      </Row>
    </Stack>
  );
}
