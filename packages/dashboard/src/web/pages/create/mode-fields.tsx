import type { KeyPlacement, UserKeyScheme } from "@breezeway/core";
import { useQuery } from "@tanstack/react-query";
import type { CredentialInput } from "../../../server/api/servers.ts";
import type { ApiError } from "../../api/api-error.ts";
import { credentialsQuery, presetsQuery, providersQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { SecretFields } from "../credentials/secret-fields.tsx";
import { noSecret, type SecretKind } from "../credentials/typed-secret.ts";
import type { SignInChoice } from "./credential.ts";
import styles from "./document-review.module.css";

interface ModeProps {
  value: SignInChoice;
  onChange: (value: SignInChoice) => void;
  error: ApiError | undefined;
}

/** What a mode needs to know beyond its name. */
export function ModeFields({ value, onChange: onChoice, error }: ModeProps) {
  const { credential } = value;
  const onChange = (next: CredentialInput) => onChoice({ ...value, credential: next });
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
      return <UserKeyFields credential={credential} onChange={onChange} error={error} />;
    case "api_key":
      return (
        <Stack>
          <CredentialChoice kind="api_key" value={value} onChange={onChoice} error={error} />
          <PlacementFields
            value={credential.placement}
            error={error?.forField("credential.placement.name")}
            onChange={(placement) => onChange({ ...credential, placement })}
          />
        </Stack>
      );
    case "bearer":
    case "basic":
      return <CredentialChoice kind={credential.mode} value={value} onChange={onChoice} error={error} />;
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

const enterNow = "now";

/** One that is stored, one that is entered here, or none yet. */
function CredentialChoice({ kind, value, onChange, error }: ModeProps & { kind: SecretKind }) {
  const credentials = useQuery(credentialsQuery(useWorkspace().slug));
  const { credential, secret } = value;
  const chosen = "credentialId" in credential ? credential.credentialId : null;
  const choose = (choice: string) => {
    if (!("credentialId" in credential)) return;
    const credentialId = choice === enterNow || choice === "" ? null : choice;
    onChange({
      ...value,
      credential: { ...credential, credentialId },
      secret: choice === enterNow ? noSecret : undefined,
    });
  };
  return (
    <Stack>
      <SelectField
        label={text.create.credential}
        value={secret === undefined ? (chosen ?? "") : enterNow}
        error={error?.forField("credential.credentialId")}
        onChange={(event) => choose(event.target.value)}
        options={[
          { value: enterNow, label: text.create.credentialNow },
          ...(credentials.data?.credentials ?? [])
            .filter((entry) => entry.kind === kind)
            .map(({ id, name }) => ({ value: id, label: name })),
          { value: "", label: text.create.credentialLater },
        ]}
      />
      {secret !== undefined && (
        <SecretFields
          kind={kind}
          typed={secret}
          error={error}
          onChange={(typed) => onChange({ ...value, secret: typed })}
        />
      )}
    </Stack>
  );
}

function PlacementFields({
  value,
  error,
  onChange,
}: {
  value: KeyPlacement;
  error: string | undefined;
  onChange: (value: KeyPlacement) => void;
}) {
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
        error={error}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.target.value })}
      />
    </div>
  );
}

function UserKeyFields({
  credential,
  onChange,
  error,
}: {
  credential: Extract<CredentialInput, { mode: "user_key" }>;
  onChange: (credential: CredentialInput) => void;
  error: ApiError | undefined;
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
          maxLength={60}
          error={error?.forField("credential.keyLabel")}
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
          error={error?.forField("credential.scheme.placement.name")}
          onChange={(placement) => onChange({ ...credential, scheme: { type: "api_key", placement } })}
        />
      )}
      <TextField
        label={text.create.testPath}
        hint={text.create.testPathHint}
        mono
        required
        maxLength={500}
        error={error?.forField("credential.testPath")}
        value={credential.testPath}
        onChange={(event) => onChange({ ...credential, testPath: event.target.value })}
      />
    </Stack>
  );
}
