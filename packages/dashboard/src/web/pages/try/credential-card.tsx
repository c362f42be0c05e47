import { text } from "../../text/en.ts";
import { useServer } from "../../shell/scope.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useProviderSignIn } from "./use-provider-sign-in.ts";

/** The viewer's own credential, for this page's memory alone. */
export function CredentialCard({ token, onToken }: { token: string; onToken: (token: string) => void }) {
  const server = useServer();
  const { credential } = server;
  const providerId = credential.mode === "oauth" ? credential.providerId : null;
  const signIn = useProviderSignIn((result) => onToken(result.token?.accessToken ?? ""));
  const label =
    server.access === "access_key"
      ? text.tryIt.accessKey
      : credential.mode === "user_key"
        ? credential.scheme.type === "basic"
          ? text.tryIt.pair(credential.keyLabel)
          : credential.keyLabel
        : text.tryIt.token;
  return (
    <Card title={text.tryIt.credential} note={text.tryIt.credentialNote}>
      <Stack>
        {signIn.error && (
          <Notice tone="bad" live>
            {signIn.error.message}
          </Notice>
        )}
        <TextField
          label={label}
          type="password"
          autoComplete="off"
          mono
          value={token}
          onChange={(event) => onToken(event.target.value)}
        />
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
