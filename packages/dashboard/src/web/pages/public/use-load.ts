import { useCallback, useEffect, useState } from "react";
import { type ApiError, asApiError } from "../../api/api-error.ts";

/** One read for pages that come without the console's query client. */
export const useLoad = <Data>(load: () => Promise<Data>, key: string) => {
  const [state, setState] = useState<{ key: string; data?: Data; error?: ApiError }>({ key });
  const run = useCallback(() => {
    load().then(
      (data) => setState({ key, data }),
      (error: unknown) => setState({ key, error: asApiError(error) }),
    );
    // oxlint-disable-next-line react/exhaustive-deps -- `key` says what `load` depends on.
  }, [key]);
  useEffect(run, [run]);
  return { ...(state.key === key ? state : { key }), retry: run };
};
