import { type FormEvent, useState } from "react";
import { type ApiError, asApiError } from "../../api/api-error.ts";

/** A form that sends once at a time and keeps the refusal to show it. Small, because it is part of the sign-in page. */
export const useSubmit = (send: () => Promise<void>) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    send()
      .catch((failure: unknown) => setError(asApiError(failure)))
      .finally(() => setBusy(false));
  };
  return { onSubmit, busy, error };
};
