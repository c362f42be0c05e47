import type { ApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import type { Mode, SignInChoice } from "./credential.ts";

export function SignInStep({
  value,
  suggested,
  error,
  onChange,
  onBack,
  onNext,
}: {
  value: SignInChoice;
  suggested: Mode | undefined;
  error: ApiError | undefined;
  onChange: (value: SignInChoice) => void;
  onBack: () => void;
  onNext: () => void;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <Stack gap={5}>
        <CredentialFields
          value={value}
          onChange={onChange}
          error={error}
          {...(suggested !== undefined && { suggested })}
        />
        <Row between>
          <Button onClick={onBack}>{text.common.back}</Button>
          <Button type="submit" variant="primary">
            {text.common.next}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
