import { text } from "../../text/en.ts";
import { MissingNotice } from "../../shell/missing-notice.tsx";
import { useServer } from "../../shell/scope.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import {
  asksForCredential,
  openVariables,
  type OwnCredential,
  takesClientTokens,
  type Target,
} from "./own-credential.ts";
import { type SignInResult, useProviderSignIn } from "./use-provider-sign-in.ts";

/** The viewer's own credential, for this page's memory alone. */
export function CredentialCard({
  own,
  target,
  onChange,
  onLeave,
  onDraft,
}: {
  own: OwnCredential;
  target: Target;
  onChange: (own: OwnCredential) => void;
  /** The browser is about to go to the provider. */
  onLeave: () => void;
  /** Absent where the viewer may not try drafts. */
  onDraft: (() => void) | undefined;
}) {
  const server = useServer();
  const { credential } = server;
  const isDraft = target === "draft";
  const names = isDraft ? openVariables(server) : [];
  const signIn = useProviderSignIn((result) => {
    const [site] = result.sites;
    const chosen = site === undefined ? {} : Object.fromEntries(openVariables(server).map((name) => [name, site.id]));
    onChange({ token: result.token?.accessToken ?? "", variables: { ...own.variables, ...chosen } });
  });
  const asks = asksForCredential(server, target);
  const providerId = credential.mode === "oauth" && isDraft ? credential.providerId : null;
  return (
    <Card title={text.tryIt.credential} note={asks ? text.tryIt.credentialNote : undefined}>
      <Stack>
        {isDraft && <MissingNotice title={text.tryIt.missing} />}
        {!asks && !isMissing(server.missing, target) && (
          <Muted>{credential.mode === "none" ? text.tryIt.noCredential : text.tryIt.sharedCredential}</Muted>
        )}
        {!isDraft && takesClientTokens(server) && (
          <Notice
            actions={
              onDraft && (
                <Button size="small" onClick={onDraft}>
                  {text.tryIt.toDraft}
                </Button>
              )
            }
          >
            {text.tryIt.clientTokens}
          </Notice>
        )}
        {signIn.error && (
          <Notice tone="bad" live>
            {signIn.error.message}
          </Notice>
        )}
        {signIn.result && isDraft && <SignInOutcome result={signIn.result} token={own.token} />}
        {providerId !== null && (
          <Row>
            <Button
              busy={signIn.busy}
              onClick={() => {
                onLeave();
                signIn.start(providerId, server.computedScopes);
              }}
            >
              {text.tryIt.signIn}
            </Button>
          </Row>
        )}
        {asks && (
          <TextField
            label={labelOf(server, target)}
            hint={providerId === null ? undefined : text.tryIt.providerTokenHint}
            type="password"
            autoComplete="off"
            mono
            value={own.token}
            onChange={(event) => onChange({ ...own, token: event.target.value })}
          />
        )}
        {names.map((name) => (
          <VariableField
            key={name}
            name={name}
            value={own.variables[name] ?? ""}
            sites={signIn.result?.sites ?? []}
            onChange={(value) => onChange({ ...own, variables: { ...own.variables, [name]: value } })}
          />
        ))}
      </Stack>
    </Card>
  );
}

type Server = ReturnType<typeof useServer>;

const isMissing = (missing: Server["missing"], target: Target): boolean =>
  target === "draft" && missing.some(({ what }) => what === "provider" || what === "credential");

function SignInOutcome({ result, token }: { result: SignInResult; token: string }) {
  const failed = result.steps.find(({ state }) => state === "failed");
  if (failed !== undefined)
    return (
      <Notice tone="bad" live title={text.tryIt.signInFailed}>
        {failed.text}
      </Notice>
    );
  if (token !== result.token?.accessToken) return null;
  return (
    <Notice tone="good" live>
      {text.tryIt.signedIn}
    </Notice>
  );
}

function VariableField({
  name,
  value,
  sites,
  onChange,
}: {
  name: string;
  value: string;
  sites: SignInResult["sites"];
  onChange: (value: string) => void;
}) {
  const label = text.tryIt.variable(name);
  if (sites.length > 0)
    return (
      <SelectField
        label={label}
        value={value}
        options={sites.map((site) => ({ value: site.id, label: site.name || site.url }))}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <TextField
      label={label}
      hint={text.tryIt.variableHint}
      mono
      value={value}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}

const labelOf = ({ credential, access }: Server, target: Target): string => {
  if (access === "access_key") return text.tryIt.accessKey;
  if (target === "live" || credential.mode !== "user_key") return text.tryIt.token;
  return credential.scheme.type === "basic" ? text.tryIt.pair(credential.keyLabel) : credential.keyLabel;
};
