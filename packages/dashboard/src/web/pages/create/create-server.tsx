import { useRef, useState } from "react";
import { useLocation } from "wouter";
import type { SourceInput, SourcePreset } from "../../../server/api/imports.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { CredentialFields, type SignInChoice } from "./credential-fields.tsx";
import { beginCredential, sharedModeList } from "./credential.ts";
import { DocumentReview } from "./document-review.tsx";
import { beginDocument, type InspectedDocument, isComplete, toNewSource } from "./draft.ts";
import { InspectProgress } from "./inspect-progress.tsx";
import { NameStep, type Naming, slugOf } from "./name-step.tsx";
import { SourcePicker } from "./source-picker.tsx";
import { Stepper } from "./stepper.tsx";
import { useInspection } from "./use-inspection.ts";

const headings = [
  [text.create.sourceTitle, text.create.sourceNote],
  [text.create.inspectTitle, text.create.selectionNote],
  [text.create.signInTitle, text.create.signInNote],
  [text.create.nameTitle, text.create.nameNote],
] as const;

/** Document → inspect → sign-in → name → create. Nothing is written before the last button. */
export function CreateServer() {
  const [step, setStep] = useState(0);
  const [documents, setDocuments] = useState<readonly InspectedDocument[]>([]);
  const [signIn, setSignIn] = useState<SignInChoice>({
    credential: beginCredential("passthrough"),
    access: "credential",
  });
  const [naming, setNaming] = useState<Naming>({ name: "", slug: undefined, description: "", iconUrl: undefined });
  const heading = useRef<HTMLHeadingElement>(null);
  const go = (next: number) => {
    setStep(next);
    requestAnimationFrame(() => heading.current?.focus());
  };

  const addDocument = (document: InspectedDocument) => {
    setDocuments([...documents, document]);
    if (documents.length === 0) {
      const { preview } = document;
      setSignIn({
        credential: beginCredential(preview.suggestedMode),
        access: sharedModeList.includes(preview.suggestedMode) ? "access_key" : "credential",
      });
      setNaming({ ...naming, name: naming.name || preview.document.title.slice(0, 80) });
    }
    go(1);
  };
  const [title, note] = headings[step] ?? headings[0];
  return (
    <Page title={text.create.title}>
      <Stepper at={step} onGo={go} />
      <Stack gap={1}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Muted>{note}</Muted>
      </Stack>
      {step === 0 && <SourceStep onInspected={addDocument} />}
      {step === 1 && <InspectStep documents={documents} onChange={setDocuments} onGo={go} />}
      {step === 2 && (
        <>
          <CredentialFields
            value={signIn}
            onChange={setSignIn}
            {...(documents[0] && { suggested: documents[0].preview.suggestedMode })}
          />
          <StepButtons onBack={() => go(1)} onNext={() => go(3)} />
        </>
      )}
      {step === 3 && (
        <FinalStep documents={documents} signIn={signIn} naming={naming} onChange={setNaming} onBack={() => go(2)} />
      )}
    </Page>
  );
}

function SourceStep({ onInspected }: { onInspected: (document: InspectedDocument) => void }) {
  const preset = useRef<SourcePreset>(undefined);
  const { inspection, error, start, cancel, setError } = useInspection(useWorkspace().slug, (source, preview) =>
    onInspected(beginDocument(source, preview, preset.current)),
  );
  if (inspection.state === "running")
    return <InspectProgress title={text.create.inspecting} progress={inspection.progress} onCancel={cancel} />;
  const pick = (source: SourceInput, from?: SourcePreset) => {
    preset.current = from;
    start(source);
  };
  return <SourcePicker onPick={pick} onError={setError} error={error} />;
}

function InspectStep({
  documents,
  onChange,
  onGo,
}: {
  documents: readonly InspectedDocument[];
  onChange: (documents: readonly InspectedDocument[]) => void;
  onGo: (step: number) => void;
}) {
  return (
    <Stack gap={5}>
      {documents.map((document, index) => (
        <Stack key={index} gap={2}>
          <DocumentReview document={document} onChange={(changed) => onChange(documents.with(index, changed))} />
          {documents.length > 1 && (
            <Row>
              <Button variant="quiet" onClick={() => onChange(documents.toSpliced(index, 1))}>
                {text.create.removeDocument}
              </Button>
            </Row>
          )}
        </Stack>
      ))}
      <Row between>
        <Row>
          <Button
            onClick={() => {
              onChange([]);
              onGo(0);
            }}
          >
            {text.create.otherSource}
          </Button>
          <Button variant="quiet" onClick={() => onGo(0)}>
            {text.create.addDocument}
          </Button>
        </Row>
        <Button
          variant="primary"
          disabled={documents.length === 0 || !documents.every(isComplete)}
          onClick={() => onGo(2)}
        >
          {text.common.next}
        </Button>
      </Row>
    </Stack>
  );
}

function FinalStep({
  documents,
  signIn,
  naming,
  onChange,
  onBack,
}: {
  documents: readonly InspectedDocument[];
  signIn: SignInChoice;
  naming: Naming;
  onChange: (naming: Naming) => void;
  onBack: () => void;
}) {
  const workspace = useWorkspace();
  const [, navigate] = useLocation();
  const create = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers.$post({
          param: { workspace: workspace.slug },
          json: {
            name: naming.name,
            slug: slugOf(naming),
            description: naming.description,
            ...(naming.iconUrl !== undefined && { iconUrl: naming.iconUrl }),
            sources: documents.map(toNewSource),
            credential: signIn.credential,
            access: signIn.access,
          },
        }),
      ),
    {
      stale: [keys.servers(workspace.slug)],
      showsError: true,
      done: text.create.created,
      onDone: (server) => navigate(paths.server(workspace.slug, server.slug)),
    },
  );
  const { error } = create;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.run();
      }}
    >
      <Stack gap={5}>
        {error && !error.forField("name") && !error.forField("slug") && (
          <Notice tone="bad" live title={error.message}>
            {error.at}
          </Notice>
        )}
        <NameStep value={naming} onChange={onChange} error={error} />
        <Card title={text.create.summary}>
          <ul>
            {documents.map((document, index) => (
              <li key={index}>{document.preview.document.title}</li>
            ))}
            <li>{text.modes[signIn.credential.mode].name}</li>
          </ul>
        </Card>
        <Row between>
          <Button onClick={onBack}>{text.common.back}</Button>
          <Button type="submit" variant="primary" busy={create.busy}>
            {text.create.create}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

function StepButtons({ onBack, onNext }: { onBack: () => void; onNext: () => void }) {
  return (
    <Row between>
      <Button onClick={onBack}>{text.common.back}</Button>
      <Button variant="primary" onClick={onNext}>
        {text.common.next}
      </Button>
    </Row>
  );
}
