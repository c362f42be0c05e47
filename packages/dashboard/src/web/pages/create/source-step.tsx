import { useRef } from "react";
import type { SourceInput, SourcePreset } from "../../../server/api/imports.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { beginDocument, type InspectedDocument } from "./draft.ts";
import { InspectProgress } from "./inspect-progress.tsx";
import { SourcePicker } from "./source-picker.tsx";
import { useInspection } from "./use-inspection.ts";

/** Takes one document and inspects it; those in hand stay. */
export function SourceStep({
  documents,
  unfinished,
  onInspected,
  onGoOn,
  onResume,
  onDiscard,
  onStopped,
}: {
  documents: readonly InspectedDocument[];
  unfinished: { id: string; title: string } | undefined;
  onInspected: (document: InspectedDocument) => void;
  onGoOn: () => void;
  onResume: (id: string) => void;
  onDiscard: (id: string) => void;
  /** The inspection was cancelled or failed: the focus has lost its place. */
  onStopped: () => void;
}) {
  const preset = useRef<SourcePreset>(undefined);
  const { inspection, error, tried, start, cancel, setError } = useInspection({
    workspace: useWorkspace().slug,
    onResult: (source, preview) => onInspected(beginDocument(source, preview, preset.current)),
    onStopped,
  });
  useUnsavedWarning(inspection.state === "running");
  if (inspection.state === "running")
    return <InspectProgress title={text.create.inspecting} progress={inspection.progress} onCancel={cancel} />;
  const pick = (source: SourceInput, from?: SourcePreset) => {
    preset.current = from;
    start(source);
  };
  return (
    <Stack gap={5}>
      {documents.length > 0 && (
        <Notice
          title={text.create.inHand(documents.map(({ preview }) => preview.document.title))}
          actions={<Button onClick={onGoOn}>{text.create.goOn}</Button>}
        >
          {text.create.inHandNote}
        </Notice>
      )}
      {unfinished && (
        <Notice
          title={text.create.unfinished(unfinished.title)}
          actions={
            <>
              <Button onClick={() => onResume(unfinished.id)}>{text.create.goOn}</Button>
              <Button variant="quiet" onClick={() => onDiscard(unfinished.id)}>
                {text.create.discard}
              </Button>
            </>
          }
        >
          {text.create.unfinishedNote}
        </Notice>
      )}
      <SourcePicker
        onPick={pick}
        onError={setError}
        error={error}
        initialUrl={tried?.kind === "url" ? tried.url : ""}
      />
    </Stack>
  );
}
