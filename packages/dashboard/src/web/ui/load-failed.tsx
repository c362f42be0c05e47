import type { ApiError } from "../api/api-error.ts";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** What could not be loaded, why, and the way on. */
export function LoadFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        title={text.errors.failedToLoad}
        text={
          <>
            {error.message}
            {error.requestId !== undefined && <> {text.common.reference(error.requestId)}</>}
          </>
        }
        action={<Button onClick={onRetry}>{text.common.retry}</Button>}
      />
    </div>
  );
}
