import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { CodeBlock, CopyLine } from "../../ui/code-block.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { staleAccount } from "./stale-account.ts";

const said = text.account;
type Asked = "begin" | "disable" | "codes";

export function TwoFactor() {
  const { account } = useSession();
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <Card
        title={
          <Row>
            {said.twoFactor}
            {account.totpEnabled && <Badge tone="good">{text.common.on}</Badge>}
          </Row>
        }
        note={account.totpEnabled ? said.codesLeft(account.recoveryCodesLeft) : said.twoFactorNote}
        actions={
          account.totpEnabled ? (
            <Row>
              <Button onClick={() => setAsked("codes")}>{said.newCodes}</Button>
              <Button onClick={() => setAsked("disable")}>{said.turnOff}</Button>
            </Row>
          ) : (
            <Button onClick={() => setAsked("begin")}>{said.setUp}</Button>
          )
        }
      />
      {asked === "begin" && <SetUpDialog onClose={() => setAsked(undefined)} />}
      {(asked === "disable" || asked === "codes") && (
        <ProveDialog purpose={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

function SetUpDialog({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [setup, setSetup] = useState<{ uri: string; secret: string; setup: string }>();
  const [codes, setCodes] = useState<string[]>();
  const begin = useAction(() => read(api.account.totp.$post({ json: { password } })), {
    showsError: true,
    onDone: setSetup,
  });
  const confirm = useAction(
    () => read(api.account.totp.confirm.$post({ json: { setup: setup?.setup ?? "", code: code.trim() } })),
    { showsError: true, stale: staleAccount, onDone: (result) => setCodes(result.recoveryCodes) },
  );
  if (codes !== undefined) return <CodesDialog codes={codes} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (setup === undefined) begin.run();
        else confirm.run();
      }}
      title={said.setUpTitle}
      note={setup === undefined ? said.passwordFirst : said.setUpNote}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          {setup === undefined ? (
            <Button type="submit" variant="primary" busy={begin.busy} disabled={password === ""}>
              {text.common.next}
            </Button>
          ) : (
            <Button type="submit" variant="primary" busy={confirm.busy} disabled={code.length < 6}>
              {said.turnOn}
            </Button>
          )}
        </>
      }
    >
      {setup === undefined ? (
        <TextField
          label={said.currentPassword}
          type="password"
          autoComplete="current-password"
          value={password}
          error={begin.error?.message}
          onChange={(event) => setPassword(event.target.value)}
        />
      ) : (
        <Stack>
          <QrCode content={setup.uri} label={said.qrCode} />
          <CopyLine value={setup.secret} label={said.secret} />
          <Row>
            <LinkButton href={setup.uri} external>
              {said.openApp}
            </LinkButton>
          </Row>
          <TextField
            label={text.auth.code}
            autoComplete="one-time-code"
            inputMode="numeric"
            mono
            maxLength={6}
            value={code}
            error={confirm.error?.message}
            onChange={(event) => setCode(event.target.value)}
          />
        </Stack>
      )}
    </Dialog>
  );
}

/** Password and a code, before the second factor is removed or its recovery codes are replaced. */
function ProveDialog({ purpose, onClose }: { purpose: "disable" | "codes"; onClose: () => void }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<string[]>();
  const json = { password, code: code.trim() };
  const options = { showsError: true, stale: staleAccount };
  const disable = useAction(() => read(api.account.totp.disable.$post({ json })), {
    ...options,
    done: said.turnedOff,
    onDone: onClose,
  });
  const renew = useAction(() => read(api.account["recovery-codes"].$post({ json })), {
    ...options,
    onDone: (result) => setCodes(result.recoveryCodes),
  });
  if (codes !== undefined) return <CodesDialog codes={codes} onClose={onClose} />;
  const action = purpose === "disable" ? disable : renew;
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        action.run();
      }}
      title={purpose === "disable" ? said.turnOffTitle : said.newCodes}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            type="submit"
            variant={purpose === "disable" ? "danger" : "primary"}
            busy={action.busy}
            disabled={password === "" || code.length < 6}
          >
            {purpose === "disable" ? said.turnOff : said.newCodes}
          </Button>
        </>
      }
    >
      <TextField
        label={said.currentPassword}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <TextField
        label={text.auth.codeLabel}
        hint={text.auth.codeNote}
        autoComplete="one-time-code"
        mono
        value={code}
        error={action.error?.message}
        onChange={(event) => setCode(event.target.value)}
      />
    </Dialog>
  );
}

function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.codesTitle}
      footer={
        <Button variant="primary" onClick={onClose}>
          {text.accessKeys.stored}
        </Button>
      }
    >
      <Muted>{said.codesNote}</Muted>
      <CodeBlock code={codes.join("\n")} label={said.codesTitle} />
    </Dialog>
  );
}
