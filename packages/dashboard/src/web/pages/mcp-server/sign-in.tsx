import { useState } from "react";
import { Link } from "wouter";
import type { TestStep } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { credentialsQuery, keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { ReadOnlyNotice } from "../../shell/read-only-notice.tsx";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { CredentialFields } from "../create/credential-fields.tsx";
import { secretOf, sharedModeList, type SignInChoice } from "../create/credential.ts";
import { noSecret } from "../credentials/typed-secret.ts";
import { TestSteps } from "../credentials/test-steps.tsx";
import { AccessKeys } from "./access-keys.tsx";

/** How people authenticate at this server, and who may call at all. */
export function SignIn() {
  const server = useServer();
  const isShared = sharedModeList.includes(server.mode);
  return (
    <Page title={text.signIn.title} context={server.name} note={text.create.signInNote}>
      <ReadOnlyNotice unless="credentials.manage" />
      <ModeCard key={JSON.stringify(server.credential) + server.access} />
      {isShared && server.mode !== "none" && <TestCard />}
      {server.access === "access_key" && <AccessKeys />}
      {server.computedScopes.length > 0 && (
        <Card tight>
          <Disclosure summary={text.signIn.scopes(server.computedScopes.length)}>
            <Stack gap={1}>
              {server.computedScopes.map((scope) => (
                <code key={scope}>{scope}</code>
              ))}
            </Stack>
          </Disclosure>
        </Card>
      )}
    </Page>
  );
}

function ModeCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const { credential, access } = server;
  const lacksSecret = "credentialId" in credential && credential.credentialId === null;
  const current: SignInChoice = { credential, access, ...(lacksSecret && { secret: noSecret }) };
  const [choice, setChoice] = useState(current);
  const isChanged = JSON.stringify(choice) !== JSON.stringify(current);
  const save = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].credential.$put({
          param: scope,
          json: { credential: choice.credential, access: choice.access, ...secretOf(choice) },
        }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace), credentialsQuery(scope.workspace).queryKey],
      done: text.signIn.saved,
      showsError: true,
      // The secret leaves the page at once, not with the next look at the server.
      onDone: (saved) => setChoice({ credential: saved.credential, access: saved.access }),
    },
  );
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <fieldset disabled={!can("credentials.manage")}>
          <Stack gap={5}>
            {save.error && (
              <Notice tone="bad" live>
                {save.error.message}
              </Notice>
            )}
            <CredentialFields value={choice} onChange={setChoice} error={save.error} />
            <Row between>
              <Link href={paths.workspacePage(scope.workspace, "credentials")}>{text.signIn.manage}</Link>
              {can("credentials.manage") && (
                <Row>
                  {isChanged && <Button onClick={() => setChoice(current)}>{text.common.cancel}</Button>}
                  <Button type="submit" variant="primary" disabled={!isChanged} busy={save.busy}>
                    {text.common.save}
                  </Button>
                </Row>
              )}
            </Row>
          </Stack>
        </fieldset>
      </form>
    </Card>
  );
}

function TestCard() {
  const scope = useServerScope();
  const can = useCan();
  const [steps, setSteps] = useState<TestStep[]>();
  const test = useAction(
    () => read(api.workspaces[":workspace"].servers[":server"].credential.test.$post({ param: scope, json: {} })),
    { onDone: (result) => setSteps(result.steps) },
  );
  return (
    <Card
      title={text.signIn.testTitle}
      note={text.signIn.testNote}
      actions={
        can("credentials.manage") && (
          <Button busy={test.busy} onClick={() => test.run()}>
            {text.credentials.test}
          </Button>
        )
      }
    >
      {steps && <TestSteps steps={steps} />}
    </Card>
  );
}
