import type { KeyPlacement, UserKeyScheme } from "@breezeway/core";
import { useQuery } from "@tanstack/react-query";
import type { CredentialInput } from "../../../server/api/servers.ts";
import { credentialsQuery, presetsQuery, providersQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { beginCredential, type Mode, ownModes, sharedModeList } from "./credential.ts";
import styles from "./document-review.module.css";

export interface SignInChoice {
  credential: CredentialInput;
  access: "credential" | "access_key" | "public";
}

/** How people authenticate: the mode with its consequences, and what that mode needs to know. */
export function CredentialFields({
  value,
  onChange,
  suggested,
}: {
  value: SignInChoice;
  onChange: (value: SignInChoice) => void;
  suggested?: Mode;
}) {
  const { mode } = value.credential;
  const isShared = sharedModeList.includes(mode);
  const choose = (next: Mode) =>
    onChange({
      credential: beginCredential(next),
      access: !sharedModeList.includes(next) ? "credential" : value.access === "public" ? "public" : "access_key",
    });
  const option = (entry: Mode) => ({
    value: entry,
    title: text.modes[entry].name,
    text: text.modes[entry].text,
    ...(entry === suggested && { aside: <Badge tone="accent">{text.create.suggestedMode}</Badge> }),
  });
  return (
    <Stack gap={6}>
      <ChoiceCards<Mode> legend={text.create.own} value={mode} onChange={choose} options={ownModes.map(option)} />
      <ChoiceCards<Mode>
        legend={text.create.shared}
        columns={2}
        value={mode}
        onChange={choose}
        options={sharedModeList.map(option)}
      />
      <ModeFields
        credential={value.credential}
        onChange={(credential) => onChange({ credential, access: value.access })}
      />
      {isShared && (
        <ChoiceCards<"access_key" | "public">
          legend={text.access.legend}
          columns={2}
          value={value.access === "public" ? "public" : "access_key"}
          onChange={(access) => onChange({ credential: value.credential, access })}
          options={[
            { value: "access_key", title: text.access.access_key.name, text: text.access.access_key.text },
            { value: "public", title: text.access.public.name, text: text.access.public.text },
          ]}
        />
      )}
    </Stack>
  );
}

function ModeFields({
  credential,
  onChange,
}: {
  credential: CredentialInput;
  onChange: (credential: CredentialInput) => void;
}) {
  switch (credential.mode) {
    case "oauth":
    case "client_credentials":
      return (
        <ProviderSelect
          value={credential.providerId}
          onChange={(providerId) => onChange({ ...credential, providerId })}
        />
      );
    case "user_key":
      return <UserKeyFields credential={credential} onChange={onChange} />;
    case "api_key":
      return (
        <Stack>
          <CredentialSelect
            kind="api_key"
            value={credential.credentialId}
            onChange={(credentialId) => onChange({ ...credential, credentialId })}
          />
          <PlacementFields
            value={credential.placement}
            onChange={(placement) => onChange({ ...credential, placement })}
          />
        </Stack>
      );
    case "bearer":
    case "basic":
      return (
        <CredentialSelect
          kind={credential.mode}
          value={credential.credentialId}
          onChange={(credentialId) => onChange({ ...credential, credentialId })}
        />
      );
    case "passthrough":
    case "none":
      return null;
  }
}

function ProviderSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const providers = useQuery(providersQuery(useWorkspace().slug));
  return (
    <SelectField
      label={text.create.provider}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
      options={[
        { value: "", label: text.create.providerLater },
        ...(providers.data?.providers ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function CredentialSelect({
  kind,
  value,
  onChange,
}: {
  kind: "api_key" | "bearer" | "basic";
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const credentials = useQuery(credentialsQuery(useWorkspace().slug));
  return (
    <SelectField
      label={text.create.credential}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
      options={[
        { value: "", label: text.create.credentialLater },
        ...(credentials.data?.credentials ?? [])
          .filter((entry) => entry.kind === kind)
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

function PlacementFields({ value, onChange }: { value: KeyPlacement; onChange: (value: KeyPlacement) => void }) {
  return (
    <div className={styles["pair"]}>
      <SelectField
        label={text.create.placementIn}
        value={value.in}
        onChange={(event) => onChange({ ...value, in: event.target.value as KeyPlacement["in"] })}
        options={(["header", "query", "cookie"] as const).map((place) => ({
          value: place,
          label: text.create.placements[place],
        }))}
      />
      <TextField
        label={text.create.placementName}
        mono
        required
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.target.value })}
      />
    </div>
  );
}

function UserKeyFields({
  credential,
  onChange,
}: {
  credential: Extract<CredentialInput, { mode: "user_key" }>;
  onChange: (credential: CredentialInput) => void;
}) {
  const presets = useQuery(presetsQuery);
  const setScheme = (type: UserKeyScheme["type"]) =>
    onChange({
      ...credential,
      scheme: type === "api_key" ? { type, placement: { in: "header", name: "X-API-Key" } } : { type },
    });
  return (
    <Stack>
      {(presets.data?.userKeys.length ?? 0) > 0 && (
        <SelectField
          label={text.create.preset}
          value=""
          onChange={(event) => {
            const preset = presets.data?.userKeys[Number(event.target.value)];
            if (preset)
              onChange({
                mode: "user_key",
                scheme: preset.scheme,
                keyLabel: preset.keyLabel,
                testPath: preset.testPath,
              });
          }}
          options={[
            { value: "", label: text.common.none },
            ...(presets.data?.userKeys ?? []).map((preset, index) => ({ value: String(index), label: preset.title })),
          ]}
        />
      )}
      <div className={styles["pair"]}>
        <TextField
          label={text.create.keyLabel}
          hint={text.create.keyLabelHint}
          required
          value={credential.keyLabel}
          onChange={(event) => onChange({ ...credential, keyLabel: event.target.value })}
        />
        <SelectField
          label={text.create.scheme}
          value={credential.scheme.type}
          onChange={(event) => setScheme(event.target.value as UserKeyScheme["type"])}
          options={(["bearer", "basic", "api_key"] as const).map((type) => ({
            value: type,
            label: text.create.schemes[type],
          }))}
        />
      </div>
      {credential.scheme.type === "api_key" && (
        <PlacementFields
          value={credential.scheme.placement}
          onChange={(placement) => onChange({ ...credential, scheme: { type: "api_key", placement } })}
        />
      )}
      <TextField
        label={text.create.testPath}
        hint={text.create.testPathHint}
        mono
        required
        value={credential.testPath}
        onChange={(event) => onChange({ ...credential, testPath: event.target.value })}
      />
    </Stack>
  );
}
