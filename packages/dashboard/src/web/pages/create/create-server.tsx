import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { asApiError } from "../../api/api-error.ts";
import { api, read } from "../../api/client.ts";
import { credentialsQuery, keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Muted, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { beginSignIn, secretOf } from "./credential.ts";
import { type InspectedDocument, toNewSource } from "./draft.ts";
import styles from "./create-server.module.css";
import { FinalStep } from "./final-step.tsx";
import { InspectStep } from "./inspect-step.tsx";
import { slugOf } from "./name-step.tsx";
import { SignInStep } from "./sign-in-step.tsx";
import { SourceStep } from "./source-step.tsx";
import { Stepper } from "./stepper.tsx";
import { type Step, stepOfError, steps } from "./steps.ts";
import { type ServerDraft, useDraft } from "./use-draft.ts";

const headings: Record<Step, readonly [title: string, note: string]> = {
  document: [text.create.sourceTitle, text.create.sourceNote],
  inspect: [text.create.inspectTitle, text.create.selectionNote],
  "sign-in": [text.create.signInTitle, text.create.signInNote],
  name: [text.create.nameTitle, text.create.nameNote],
};

/** Document → inspect → sign-in → name → create. Nothing is written before the last button. */
export function CreateServer() {
  const { isReady, draft, step, unfinished, ...path } = useDraft();
  const { documents, signIn } = draft;
  const heading = useRef<HTMLHeadingElement>(null);
  const focusHeading = () => requestAnimationFrame(() => heading.current?.focus());
  useFocusOnStep(isReady ? step : undefined, focusHeading);
  const create = useCreate(draft, path.finish);
  const change = (changes: Partial<ServerDraft>) => {
    if (create.error) create.reset();
    path.change(changes);
  };
  const go = (next: Step) => {
    create.reset();
    path.go(next);
  };
  const goToError = (owner: Step) => {
    if (owner !== step) path.go(owner);
  };
  const { error } = create;
  const errorHere = error && stepOfError(error) === step ? error : undefined;
  const [title, note] = headings[step];
  if (!isReady) return <Skeleton kind="page" lines={4} />;
  return (
    <Page title={text.create.title}>
      <Stepper at={steps.indexOf(step)} onGo={(index) => go(steps[index] ?? "document")} />
      <Stack gap={1}>
        <h2 ref={heading} tabIndex={-1} className={styles["heading"]}>
          {title}
        </h2>
        <Muted>{note}</Muted>
      </Stack>
      {errorHere && <Notice tone="bad" live title={errorHere.message} />}
      {step === "document" && (
        <SourceStep
          documents={documents}
          unfinished={unfinished}
          onInspected={(document) => path.addDocument(withDocument(draft, document))}
          onGoOn={() => go("inspect")}
          onResume={path.resume}
          onDiscard={path.discard}
          onStopped={focusHeading}
        />
      )}
      {step === "inspect" && (
        <InspectStep
          documents={documents}
          error={errorHere}
          onChange={(changed) => change({ documents: changed })}
          onAdd={() => go("document")}
          onStartOver={path.startOver}
          onNext={() => go("sign-in")}
        />
      )}
      {step === "sign-in" && (
        <SignInStep
          value={signIn}
          suggested={documents[0]?.preview.suggestedMode}
          error={errorHere}
          onChange={(changed) => change({ signIn: changed })}
          onBack={() => go("inspect")}
          onNext={() => go("name")}
        />
      )}
      {step === "name" && (
        <FinalStep
          draft={draft}
          error={errorHere}
          busy={create.busy}
          onChange={(changed) => change({ naming: changed })}
          onBack={() => go("sign-in")}
          onCreate={() => create.run(undefined, { onError: (failure) => goToError(stepOfError(asApiError(failure))) })}
        />
      )}
    </Page>
  );
}

/** Whoever goes a step on or back by button, address or the browser's arrows hears where that is. */
const useFocusOnStep = (step: Step | undefined, focus: () => void) => {
  const last = useRef<Step>(undefined);
  useEffect(() => {
    if (step === undefined) return;
    if (last.current !== undefined && last.current !== step) focus();
    last.current = step;
  });
};

/** The first document says how people most likely sign in, and what the server may be called. */
const withDocument = (draft: ServerDraft, document: InspectedDocument): ServerDraft => {
  const documents = [...draft.documents, document];
  if (draft.documents.length > 0) return { ...draft, documents };
  const { suggestedMode, document: described } = document.preview;
  return {
    documents,
    signIn: beginSignIn(suggestedMode),
    naming: { ...draft.naming, name: draft.naming.name || described.title.slice(0, 80) },
  };
};

const useCreate = ({ documents, signIn, naming }: ServerDraft, finish: () => void) => {
  const workspace = useWorkspace();
  const [, navigate] = useLocation();
  return useAction(
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
            ...secretOf(signIn),
          },
        }),
      ),
    {
      stale: [keys.servers(workspace.slug), credentialsQuery(workspace.slug).queryKey],
      showsError: true,
      done: text.create.created,
      onDone: (server) => {
        finish();
        navigate(paths.server(workspace.slug, server.slug), { replace: true });
      },
    },
  );
};
