import { useState } from "react";
import type { SourcePreset } from "../../../server/api/imports.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DocumentReview } from "../create/document-review.tsx";
import { beginDocument, type InspectedDocument, isComplete, toNewSource } from "../create/draft.ts";
import { InspectProgress } from "../create/inspect-progress.tsx";
import { SourcePicker } from "../create/source-picker.tsx";
import { useInspection } from "../create/use-inspection.ts";

/** One more document for a server that exists. */
export function AddSource({ onDone }: { onDone: () => void }) {
  const scope = useServerScope();
  const [preset, setPreset] = useState<SourcePreset>();
  const [document, setDocument] = useState<InspectedDocument>();
  const { inspection, error, start, cancel, setError } = useInspection({
    workspace: scope.workspace,
    onResult: (source, preview) => setDocument(beginDocument(source, preview, preset)),
  });
  const add = useAction(
    (inspected: InspectedDocument) =>
      read(
        api.workspaces[":workspace"].servers[":server"].sources.$post({ param: scope, json: toNewSource(inspected) }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      done: text.documents.added,
      showsError: true,
      onDone,
    },
  );
  if (inspection.state === "running")
    return <InspectProgress title={text.create.inspecting} progress={inspection.progress} onCancel={cancel} />;
  if (document === undefined)
    return (
      <Stack>
        <SourcePicker
          error={error}
          onError={setError}
          onPick={(source, from) => {
            setPreset(from);
            start(source);
          }}
        />
        <Row>
          <Button onClick={onDone}>{text.common.cancel}</Button>
        </Row>
      </Stack>
    );
  return (
    <Stack gap={5}>
      {add.error && (
        <Notice tone="bad" live title={add.error.message}>
          {add.error.at}
        </Notice>
      )}
      <DocumentReview document={document} onChange={setDocument} />
      <Row between>
        <Button onClick={onDone}>{text.common.cancel}</Button>
        <Button variant="primary" busy={add.busy} disabled={!isComplete(document)} onClick={() => add.run(document)}>
          {text.documents.add}
        </Button>
      </Row>
    </Stack>
  );
}
