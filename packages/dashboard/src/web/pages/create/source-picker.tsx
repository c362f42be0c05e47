import { useQuery } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { type DragEvent, type RefObject, useId, useRef, useState } from "react";
import type { SourceInput, SourcePreset } from "../../../server/api/imports.ts";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { presetsQuery } from "../../api/queries.ts";
import { readUpload } from "../../api/read-upload.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/class-names.ts";
import { TextField } from "../../ui/field.tsx";
import { Card, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./source-picker.module.css";

/** A document by address, by file, or by a name that Breezeway knows. */
export function SourcePicker({
  onPick,
  onError,
  error,
  withPresets = true,
  initialUrl = "",
}: {
  onPick: (source: SourceInput, preset?: SourcePreset) => void;
  onError: (error: ApiError) => void;
  error: ApiError | undefined;
  withPresets?: boolean;
  initialUrl?: string;
}) {
  const [url, setUrl] = useState(initialUrl);
  // A preset without an address of its own: its document comes as a file or by the owner's address.
  const [awaiting, setAwaiting] = useState<SourcePreset>();
  const drop = useRef<HTMLInputElement>(null);
  const pickPreset = (preset: SourcePreset) => {
    if (preset.url !== "") return onPick({ kind: "preset", preset: preset.id }, preset);
    setAwaiting(preset);
    drop.current?.focus();
  };
  return (
    <Stack gap={5}>
      {error && (
        <Notice tone="bad" live title={error.message}>
          {error.at}
        </Notice>
      )}
      <Card>
        <Stack gap={5}>
          {awaiting && (
            <Notice live title={awaiting.title}>
              {awaiting.description}
            </Notice>
          )}
          <form
            className={styles["url"]}
            onSubmit={(event) => {
              event.preventDefault();
              onPick({ kind: "url", url: url.trim() }, awaiting);
            }}
          >
            <TextField
              label={text.create.url}
              hint={text.create.urlHint}
              placeholder={text.create.urlPlaceholder}
              type="url"
              required
              mono
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
            <Button type="submit" variant="primary">
              {text.create.inspect}
            </Button>
          </form>
          <DropZone input={drop} onPick={(source) => onPick(source, awaiting)} onError={onError} />
        </Stack>
      </Card>
      {withPresets && <PresetList onPick={pickPreset} />}
    </Stack>
  );
}

function DropZone({
  input,
  onPick,
  onError,
}: {
  input: RefObject<HTMLInputElement | null>;
  onPick: (source: SourceInput) => void;
  onError: (error: ApiError) => void;
}) {
  const [isOver, setOver] = useState(false);
  const id = useId();
  const take = (file: File | undefined) => {
    if (file !== undefined) readUpload(file).then(onPick, (error: unknown) => onError(asApiError(error)));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={cx(styles["drop"], isOver && styles["over"])}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileUp size={18} aria-hidden="true" />
      <span>
        {text.create.drop}{" "}
        <label htmlFor={id} className={styles["choose"]}>
          {text.create.choose}
        </label>
        <input
          id={id}
          ref={input}
          className={styles["file"]}
          type="file"
          accept=".json,.yaml,.yml,application/json,application/yaml"
          aria-describedby={`${id}-hint`}
          onChange={(event) => take(event.target.files?.[0])}
        />
      </span>
      <span id={`${id}-hint`} className={styles["hint"]}>
        {text.create.dropHint}
      </span>
    </div>
  );
}

function PresetList({ onPick }: { onPick: (preset: SourcePreset) => void }) {
  const presets = useQuery(presetsQuery);
  if (presets.data === undefined) return presets.error ? null : <Skeleton kind="cards" lines={3} />;
  const groups = Object.entries(Object.groupBy(presets.data.sources, (preset) => preset.group));
  if (groups.length === 0) return null;
  return (
    <section className={styles["presets"]}>
      <h2>{text.create.presets}</h2>
      {groups.map(([group, sources]) => (
        <div key={group} className={styles["group"]}>
          <h3>{text.create.groups[group as SourcePreset["group"]]}</h3>
          <ul>
            {sources.map((preset) => (
              <li key={preset.id}>
                <button type="button" className={styles["preset"]} onClick={() => onPick(preset)}>
                  <strong>{preset.title}</strong>
                  <span>{preset.description}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
