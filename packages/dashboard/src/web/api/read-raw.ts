import { toApiError } from "./api-error.ts";
import { request } from "./client.ts";

/** For answers that are streams or downloads: the raw response, or `ApiError`. */
export const readRaw = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const answer = await request(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw toApiError(0, undefined, cause);
  });
  if (answer.ok) return answer;
  throw toApiError(answer.status, await answer.json().catch(() => undefined), undefined);
};
