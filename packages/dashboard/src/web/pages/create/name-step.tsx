import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { ApiError } from "../../api/api-error.ts";
import { api, read } from "../../api/client.ts";
import { toSlug } from "../../format/slug.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Field, TextArea, TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { ServerIcon } from "../../ui/server-icon.tsx";
import styles from "./name-step.module.css";

export interface Naming {
  name: string;
  /** As typed; until then the name suggests it. */
  slug: string | undefined;
  description: string;
  iconUrl: string | undefined;
}

export const slugOf = (naming: Naming): string => naming.slug ?? toSlug(naming.name);

export function NameStep({
  value,
  onChange,
  error,
}: {
  value: Naming;
  onChange: (value: Naming) => void;
  error: ApiError | undefined;
}) {
  const workspace = useWorkspace();
  const slug = slugOf(value);
  const check = useQuery({
    queryKey: ["slug-check", workspace.slug, slug],
    enabled: slug.length >= 2,
    queryFn: () =>
      read(api.workspaces[":workspace"]["slug-check"].$get({ param: { workspace: workspace.slug }, query: { slug } })),
  });
  const suggestion = check.data?.suggestion;
  return (
    <Card>
      <Stack gap={5}>
        <TextField
          label={text.create.name}
          required
          maxLength={80}
          value={value.name}
          error={error?.forField("name")}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
        />
        <Stack gap={2}>
          <TextField
            label={text.create.slug}
            hint={text.create.slugHint}
            lead={`/mcp/${workspace.slug}/`}
            mono
            required
            maxLength={40}
            spellCheck={false}
            autoCapitalize="none"
            value={slug}
            error={
              error?.forField("slug") ??
              (check.data?.available === false ? (check.data.reason ?? text.create.slugTaken) : undefined)
            }
            onChange={(event) => onChange({ ...value, slug: event.target.value })}
          />
          {check.data?.available === false && suggestion && (
            <Row>
              <Button size="small" onClick={() => onChange({ ...value, slug: suggestion })}>
                {text.create.takeSuggestion(suggestion)}
              </Button>
            </Row>
          )}
        </Stack>
        <TextArea
          label={text.create.description}
          optional={text.common.optional}
          hint={text.create.descriptionHint}
          maxLength={500}
          value={value.description}
          onChange={(event) => onChange({ ...value, description: event.target.value })}
        />
        <IconField
          name={value.name}
          value={value.iconUrl ?? null}
          onChange={(iconUrl) => onChange({ ...value, iconUrl: iconUrl ?? undefined })}
        />
      </Stack>
    </Card>
  );
}

const maxIconBytes = 44_000;

/** An image kept as a data address, so that looking at it tells nobody. */
export function IconField({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string | null;
  onChange: (iconUrl: string | null) => void;
}) {
  const [problem, setProblem] = useState<string>();
  const inputId = useId();
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setProblem(file.size > maxIconBytes ? text.create.iconTooLarge : undefined);
    if (file.size > maxIconBytes) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => onChange(typeof reader.result === "string" ? reader.result : null));
    reader.readAsDataURL(file);
  };
  return (
    <Field label={text.create.icon} optional={text.common.optional} hint={text.create.iconHint} error={problem}>
      {(wiring) => (
        <Row gap={3}>
          <ServerIcon url={value} name={name || "B"} />
          <label className={styles["pick"]} htmlFor={inputId}>
            {text.create.iconChoose}
          </label>
          <input
            {...wiring}
            id={inputId}
            className={styles["file"]}
            type="file"
            aria-label={text.create.iconChoose}
            accept="image/png,image/svg+xml,image/jpeg,image/webp"
            onChange={(event) => take(event.target.files?.[0])}
          />
          {value !== null && (
            <Button size="small" variant="quiet" onClick={() => onChange(null)}>
              {text.common.remove}
            </Button>
          )}
        </Row>
      )}
    </Field>
  );
}
