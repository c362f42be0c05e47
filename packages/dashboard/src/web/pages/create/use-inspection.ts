import { useEffect, useRef, useState } from "react";
import type { ImportPreview, SourceInput } from "../../../server/api/imports.ts";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { type ImportProgress, inspectDocument } from "../../api/watch-import.ts";
import { text } from "../../text/en.ts";
import { toast } from "../../ui/toast.tsx";

export type Inspection = { state: "idle" } | { state: "running"; progress?: ImportProgress };

/** Inspects one document at a time; leaving the page cancels the work. */
export const useInspection = ({
  workspace,
  onResult,
  onStopped,
}: {
  workspace: string;
  onResult: (source: SourceInput, preview: ImportPreview) => void;
  /** Cancelled or failed. */
  onStopped?: () => void;
}) => {
  const [inspection, setInspection] = useState<Inspection>({ state: "idle" });
  const [error, setError] = useState<ApiError>();
  const [tried, setTried] = useState<SourceInput>();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const start = (source: SourceInput) => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setError(undefined);
    setTried(source);
    setInspection({ state: "running" });
    inspectDocument(workspace, source, controller.signal, (progress) => setInspection({ state: "running", progress }))
      .then((preview) => onResult(source, preview))
      .catch((failure: unknown) => {
        if (controller.signal.aborted) return;
        setError(asApiError(failure));
        onStopped?.();
      })
      .finally(() => {
        if (abort.current === controller) setInspection({ state: "idle" });
      });
  };
  const cancel = () => {
    abort.current?.abort();
    setInspection({ state: "idle" });
    toast(text.create.cancelled);
    onStopped?.();
  };
  return { inspection, error, tried, start, cancel, setError };
};
