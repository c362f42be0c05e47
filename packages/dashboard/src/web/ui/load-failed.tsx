import type { ApiError } from "../api/api-error.ts";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** What could not be loaded, why, and the way on. */
export function LoadFailed({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  // Trying again does not change a role.
  const isForbidden = error.status === 403;
  return (
    <div role="alert">
      <EmptyState
        title={isForbidden ? text.session.noPermission : text.errors.failedToLoad}
        text={
          <>
            {error.message}
            {error.requestId !== undefined && <> {text.common.reference(error.requestId)}</>}
          </>
        }
        action={!isForbidden && <Button onClick={onRetry}>{text.common.retry}</Button>}
      />
    </div>
  );
}
