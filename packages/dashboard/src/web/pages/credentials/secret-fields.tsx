import type { ApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { TextField } from "../../ui/field.tsx";
import type { SecretKind, TypedSecret } from "./typed-secret.ts";

export function SecretFields({
  kind,
  typed,
  onChange,
  error,
}: {
  kind: SecretKind;
  typed: TypedSecret;
  onChange: (typed: TypedSecret) => void;
  error?: ApiError | undefined;
}) {
  return (
    <>
      {kind === "basic" && (
        <TextField
          label={text.credentials.username}
          required
          autoComplete="off"
          error={error?.forField("secret.username")}
          value={typed.username}
          onChange={(event) => onChange({ ...typed, username: event.target.value })}
        />
      )}
      <TextField
        label={text.credentials.values[kind]}
        hint={text.credentials.writeOnly}
        type="password"
        required
        mono
        autoComplete="off"
        error={error?.forField("secret") ?? error?.forField(kind === "basic" ? "secret.password" : "secret.value")}
        value={typed.value}
        onChange={(event) => onChange({ ...typed, value: event.target.value })}
      />
    </>
  );
}
