import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { CredentialView, ProviderView, TestStep } from "../../../server/api/credentials.ts";
import { credentialsQuery, providersQuery } from "../../api/queries.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useProviderSignIn } from "../try/use-provider-sign-in.ts";
import { CredentialDialog, ReplaceCredentialDialog } from "./credential-dialog.tsx";
import { CredentialRow } from "./credential-row.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { ProviderRow } from "./provider-row.tsx";
import styles from "./credentials.module.css";

/** What the workspace's servers sign in with. Values go in and never come out. */
export function Credentials() {
  const workspace = useWorkspace();
  return (
    <Page title={text.credentials.title} context={workspace.name} note={text.credentials.note}>
      <Providers />
      <SharedCredentials />
    </Page>
  );
}

function Providers() {
  const providers = useQuery(providersQuery(useWorkspace().slug));
  const [open, setOpen] = useState<ProviderView | "new">();
  const [tested, setTested] = useState<{ providerId: string; steps: TestStep[] }>();
  const signIn = useProviderSignIn(({ steps }, providerId) => setTested({ providerId, steps }));
  const can = useCan();
  const add = can("credentials.manage") && (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setOpen("new")}>
      {text.credentials.addProvider}
    </Button>
  );
  const hasProviders = (providers.data?.providers.length ?? 0) > 0;
  return (
    <Card title={text.credentials.providers} note={text.credentials.providersNote} actions={hasProviders && add} flush>
      {signIn.error && (
        <Notice tone="bad" live>
          {signIn.error.message}
        </Notice>
      )}
      <QueryView query={providers}>
        {({ providers: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={text.credentials.noProviders} text={text.credentials.noProvidersText} action={add} />
          ) : (
            <ul className={styles["list"]}>
              {rows.map((provider) => (
                <ProviderRow
                  key={provider.id}
                  provider={provider}
                  steps={tested?.providerId === provider.id ? tested.steps : undefined}
                  onTested={(steps) => setTested({ providerId: provider.id, steps })}
                  onSignIn={() => signIn.start(provider.id, [])}
                  onEdit={() => setOpen(provider)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
      {open !== undefined && (
        <ProviderDialog provider={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </Card>
  );
}

function SharedCredentials() {
  const credentials = useQuery(credentialsQuery(useWorkspace().slug));
  const [open, setOpen] = useState<CredentialView | "new">();
  const can = useCan();
  const add = can("credentials.manage") && (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setOpen("new")}>
      {text.credentials.addShared}
    </Button>
  );
  const hasCredentials = (credentials.data?.credentials.length ?? 0) > 0;
  return (
    <Card title={text.credentials.shared} note={text.credentials.sharedNote} actions={hasCredentials && add} flush>
      <QueryView query={credentials}>
        {({ credentials: rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={<KeyRound size={20} aria-hidden="true" />}
              title={text.credentials.noShared}
              text={text.credentials.noSharedText}
              action={add}
            />
          ) : (
            <ul className={styles["list"]}>
              {rows.map((credential) => (
                <CredentialRow key={credential.id} credential={credential} onReplace={() => setOpen(credential)} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {open === "new" && <CredentialDialog onClose={() => setOpen(undefined)} />}
      {open !== undefined && open !== "new" && (
        <ReplaceCredentialDialog credential={open} onClose={() => setOpen(undefined)} />
      )}
    </Card>
  );
}
