import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "../ui/toast.tsx";
import { asApiError } from "./api-error.ts";

interface ActionOptions<Input, Output> {
  /** Queries that the change makes stale. */
  stale?: readonly QueryKey[];
  onDone?: (output: Output, input: Input) => void;
  /** The form shows the error itself. */
  showsError?: boolean;
  done?: string;
}

/** One change: run it, refresh what it touches, say what happened. */
export function useAction<Input = void, Output = unknown>(
  run: (input: Input) => Promise<Output>,
  { stale = [], onDone, showsError, done }: ActionOptions<Input, Output> = {},
) {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: (output, input) => {
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
      if (done !== undefined) toast(done);
      onDone?.(output, input);
    },
    onError: (error) => {
      if (!showsError) toast(asApiError(error).message, { bad: true });
    },
  });
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    result: mutation.data,
    error: mutation.error === null ? undefined : asApiError(mutation.error),
    reset: mutation.reset,
  };
}
