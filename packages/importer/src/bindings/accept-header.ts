import type { OperationResponse } from "../operations/operation.ts";

const jsonLike = /^(?:application|text)\/json\b|\+json\b/i;

/** `Accept` for what the success responses declare: JSON before the rest, anything last where nothing is declared. */
export const acceptHeader = (responses: readonly OperationResponse[]): string => {
  const success = responses.filter((response) => response.status !== "default");
  const declared = (success.length > 0 ? success : responses).flatMap((response) =>
    response.media.map((media) => media.mediaType),
  );
  const types = [...new Set(declared.map((type) => (type.split(";")[0] ?? "").trim().toLowerCase()))].filter((type) =>
    /^[a-z0-9!#$&^_.+*-]+\/[a-z0-9!#$&^_.+*-]+$/.test(type),
  );
  if (types.length === 0) return "application/json, */*;q=0.8";
  const json = types.filter((type) => jsonLike.test(type));
  const others = types.filter((type) => !jsonLike.test(type));
  return [...json, ...others].slice(0, 5).join(", ");
};
