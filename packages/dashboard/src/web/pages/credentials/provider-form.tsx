import type { ProviderConfigInput } from "@breezeway/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { presetsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { CopyLine } from "../../ui/code-block.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { parseParameters, showParameters } from "./parameters.ts";
import styles from "./provider-form.module.css";
import type { Settings } from "./provider-settings.ts";

interface FormProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
}

export function ProviderForm({
  settings,
  onChange,
  callbackUrl,
  secret,
  onSecret,
}: FormProps & { callbackUrl: string | undefined; secret?: string; onSecret?: (secret: string) => void }) {
  const presets = useQuery(presetsQuery);
  const preset = presets.data?.providers.find((entry) => entry.preset === settings.preset);
  return (
    <Stack gap={5}>
      {callbackUrl !== undefined && (
        <Stack gap={2}>
          <h3>{text.credentials.callbackFirst}</h3>
          <CopyLine value={callbackUrl} label={text.credentials.callback} />
        </Stack>
      )}
      {preset && preset.steps.length > 0 && (
        <ol className={styles["steps"]}>
          {preset.steps.map((step) => (
            <li key={step}>{step.replaceAll("{callbackUrl}", callbackUrl ?? text.credentials.callback)}</li>
          ))}
        </ol>
      )}
      {preset?.note && <Notice>{preset.note}</Notice>}
      {(preset?.asks === "issuer" || preset?.asks === "base_url") && (
        <Discover asks={preset.asks} settings={settings} onChange={onChange} />
      )}
      <TextField
        label={text.credentials.providerName}
        hint={text.credentials.providerNameHint}
        required
        maxLength={80}
        value={settings.name ?? ""}
        onChange={(event) => onChange({ ...settings, name: event.target.value })}
      />
      <TextField
        label={text.credentials.clientId}
        required
        mono
        autoComplete="off"
        value={settings.clientId ?? ""}
        onChange={(event) => onChange({ ...settings, clientId: event.target.value })}
      />
      {onSecret !== undefined && (
        <TextField
          label={text.credentials.clientSecret}
          hint={text.credentials.writeOnly}
          type="password"
          mono
          autoComplete="off"
          value={secret ?? ""}
          onChange={(event) => onSecret(event.target.value)}
        />
      )}
      <Disclosure summary={text.credentials.advanced} open={preset?.asks === "endpoints"}>
        <Endpoints settings={settings} onChange={onChange} />
      </Disclosure>
    </Stack>
  );
}

function Discover({ asks, settings, onChange }: FormProps & { asks: "issuer" | "base_url" }) {
  const workspace = useWorkspace();
  const [address, setAddress] = useState("");
  const discover = useAction(
    () =>
      read(
        api.workspaces[":workspace"].providers.discover.$post({
          param: { workspace: workspace.slug },
          json: { preset: settings.preset, ...(asks === "issuer" ? { issuer: address } : { baseUrl: address }) },
        }),
      ),
    { showsError: true, onDone: (found) => onChange({ ...settings, ...found.settings, preset: settings.preset }) },
  );
  return (
    <Row top>
      <div className={styles["grow"]}>
        <TextField
          label={asks === "issuer" ? text.credentials.issuerAddress : text.credentials.siteAddress}
          type="url"
          mono
          placeholder="https://"
          value={address}
          error={discover.error?.message}
          onChange={(event) => setAddress(event.target.value)}
        />
      </div>
      <div className={styles["beside"]}>
        <Button busy={discover.busy} disabled={address === ""} onClick={() => discover.run()}>
          {text.credentials.discover}
        </Button>
      </div>
    </Row>
  );
}

function Endpoints({ settings, onChange }: FormProps) {
  const tokenRequest = settings.tokenRequest ?? { format: "form", clientAuthentication: "basic" };
  const setUrl = (name: "authorizationEndpoint" | "tokenEndpoint" | "revocationEndpoint" | "issuer", value: string) => {
    const { [name]: _dropped, ...rest } = settings;
    onChange(value === "" ? rest : { ...settings, [name]: value });
  };
  const url = (name: Parameters<typeof setUrl>[0], label: string, required: boolean) => (
    <TextField
      label={label}
      optional={required ? undefined : text.common.optional}
      type="url"
      mono
      required={required}
      value={settings[name] ?? ""}
      onChange={(event) => setUrl(name, event.target.value)}
    />
  );
  return (
    <Stack>
      {url("authorizationEndpoint", text.credentials.authorizeUrl, true)}
      {url("tokenEndpoint", text.credentials.tokenUrl, true)}
      {url("revocationEndpoint", text.credentials.revokeUrl, false)}
      {url("issuer", text.credentials.issuer, false)}
      <SelectField
        label={text.credentials.clientAuthentication}
        value={tokenRequest.clientAuthentication}
        onChange={(event) =>
          onChange({
            ...settings,
            tokenRequest: {
              ...tokenRequest,
              clientAuthentication: event.target.value as ProviderConfigInput["tokenRequest"]["clientAuthentication"],
            },
          })
        }
        options={(["basic", "post", "none"] as const).map((value) => ({
          value,
          label: text.credentials.clientAuthentications[value],
        }))}
      />
      <SelectField
        label={text.credentials.tokenFormat}
        value={tokenRequest.format}
        onChange={(event) =>
          onChange({
            ...settings,
            tokenRequest: { ...tokenRequest, format: event.target.value === "json" ? "json" : "form" },
          })
        }
        options={[
          { value: "form", label: text.credentials.formats.form },
          { value: "json", label: text.credentials.formats.json },
        ]}
      />
      <Checkbox
        label={text.credentials.pkce}
        hint={text.credentials.pkceHint}
        checked={settings.pkce ?? true}
        onChange={(event) => onChange({ ...settings, pkce: event.target.checked })}
      />
      <Parameters settings={settings} onChange={onChange} />
      <Muted small>{text.credentials.advancedNote}</Muted>
    </Stack>
  );
}

function Parameters({ settings, onChange }: FormProps) {
  const [typed, setTyped] = useState(showParameters(settings.authorizeParameters ?? {}));
  return (
    <TextArea
      label={text.credentials.parameters}
      hint={text.credentials.parametersHint}
      optional={text.common.optional}
      mono
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange({ ...settings, authorizeParameters: parseParameters(event.target.value) });
      }}
    />
  );
}
