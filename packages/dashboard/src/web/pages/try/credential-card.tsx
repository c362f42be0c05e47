import { useState } from "react";
import { text } from "../../text/en.ts";
import { useServer } from "../../shell/scope.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { asksForCredential, openVariables, type OwnCredential, type Target } from "./own-credential.ts";
import { type SignInResult, useProviderSignIn } from "./use-provider-sign-in.ts";

/** The viewer's own credential, for this page's memory alone. */
export function CredentialCard({
  own,
  target,
  onChange,
}: {
  own: OwnCredential;
  target: Target;
  onChange: (own: OwnCredential) => void;
}) {
  const server = useServer();
  const { credential } = server;
  const [sites, setSites] = useState<SignInResult["sites"]>([]);
  const names = target === "draft" ? openVariables(server) : [];
  const providerId = credential.mode === "oauth" && target === "draft" ? credential.providerId : null;
  const signIn = useProviderSignIn((result) => {
    setSites(result.sites);
    const [site] = result.sites;
    const chosen = site === undefined ? {} : Object.fromEntries(openVariables(server).map((name) => [name, site.id]));
    onChange({ token: result.token?.accessToken ?? "", variables: { ...own.variables, ...chosen } });
  });
  const setVariable = (name: string, value: string) =>
    onChange({ ...own, variables: { ...own.variables, [name]: value } });
  if (!asksForCredential(server, target) && names.length === 0)
    return (
      <Card title={text.tryIt.credential}>
        <Muted>{credential.mode === "none" ? text.tryIt.noCredential : text.tryIt.sharedCredential}</Muted>
      </Card>
    );
  return (
    <Card title={text.tryIt.credential} note={text.tryIt.credentialNote}>
      <Stack>
        {signIn.error && (
          <Notice tone="bad" live>
            {signIn.error.message}
          </Notice>
        )}
        {asksForCredential(server, target) && (
          <TextField
            label={labelOf(server, target)}
            hint={target === "live" && credential.mode === "oauth" ? text.tryIt.liveTokenHint : undefined}
            type="password"
            autoComplete="off"
            mono
            value={own.token}
            onChange={(event) => onChange({ ...own, token: event.target.value })}
          />
        )}
        {names.map((name) => {
          const value = own.variables[name] ?? "";
          const label = text.tryIt.variable(name);
          return sites.length > 0 ? (
            <SelectField
              key={name}
              label={label}
              value={value}
              options={sites.map((site) => ({ value: site.id, label: site.name || site.url }))}
              onChange={(event) => setVariable(name, event.target.value)}
            />
          ) : (
            <TextField
              key={name}
              label={label}
              hint={text.tryIt.variableHint}
              mono
              value={value}
              onChange={(event) => setVariable(name, event.target.value.trim())}
            />
          );
        })}
        {providerId !== null && (
          <Row>
            <Button busy={signIn.busy} onClick={() => signIn.start(providerId, server.computedScopes)}>
              {text.tryIt.signIn}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

const labelOf = ({ credential, access }: ReturnType<typeof useServer>, target: Target): string => {
  if (access === "access_key") return text.tryIt.accessKey;
  if (target === "live" || credential.mode !== "user_key") return text.tryIt.token;
  return credential.scheme.type === "basic" ? text.tryIt.pair(credential.keyLabel) : credential.keyLabel;
};
