import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asApiError } from "../api/api-error.ts";
import { LoadFailed } from "./load-failed.tsx";
import { Skeleton } from "./skeleton.tsx";

/** Skeleton, failure or content of one query. */
export function QueryView<Data>({
  query,
  skeleton,
  children,
}: {
  query: UseQueryResult<Data>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <LoadFailed error={asApiError(query.error)} onRetry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton kind="rows" lines={4} />;
}
