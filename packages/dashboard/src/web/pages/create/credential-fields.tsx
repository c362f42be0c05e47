import { text } from "../../text/en.ts";
import type { ApiError } from "../../api/api-error.ts";
import { useCan } from "../../shell/scope.ts";
import { Badge } from "../../ui/badge.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { Muted, Stack } from "../../ui/layout.tsx";
import { beginSignIn, type Mode, ownModes, sharedModeList, type SignInChoice } from "./credential.ts";
import { ModeFields } from "./mode-fields.tsx";

/** How people authenticate: the mode with its consequences, and what that mode needs to know. */
export function CredentialFields({
  value,
  onChange,
  suggested,
  error,
}: {
  value: SignInChoice;
  onChange: (value: SignInChoice) => void;
  suggested?: Mode;
  error?: ApiError | undefined;
}) {
  const mayShare = useCan()("credentials.manage");
  const { mode } = value.credential;
  const isShared = sharedModeList.includes(mode);
  const choose = (next: Mode) => onChange(beginSignIn(next, value.access));
  const option = (entry: Mode) => ({
    value: entry,
    title: text.modes[entry].name,
    text: text.modes[entry].text,
    disabled: !mayShare && entry !== mode && entry !== "none" && sharedModeList.includes(entry),
    ...(entry === suggested && { aside: <Badge tone="accent">{text.create.suggestedMode}</Badge> }),
  });
  return (
    <Stack gap={6}>
      <ChoiceCards<Mode> legend={text.create.own} value={mode} onChange={choose} options={ownModes.map(option)} />
      <Stack gap={2}>
        <ChoiceCards<Mode>
          legend={text.create.shared}
          columns={2}
          value={mode}
          onChange={choose}
          options={sharedModeList.map(option)}
        />
        {!mayShare && <Muted small>{text.create.sharedNeedsAdmin}</Muted>}
      </Stack>
      <ModeFields value={value} onChange={onChange} error={error} />
      {isShared && (
        <ChoiceCards<"access_key" | "public">
          legend={text.access.legend}
          columns={2}
          value={value.access === "public" ? "public" : "access_key"}
          onChange={(access) => onChange({ ...value, access })}
          options={[
            { value: "access_key", title: text.access.access_key.name, text: text.access.access_key.text },
            { value: "public", title: text.access.public.name, text: text.access.public.text },
          ]}
        />
      )}
    </Stack>
  );
}
