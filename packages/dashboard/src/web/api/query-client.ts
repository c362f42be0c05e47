import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

const isWorthAnotherTry = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 300_000,
      retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
