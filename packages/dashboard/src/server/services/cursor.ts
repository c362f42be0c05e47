import { ServiceError } from "@breezeway/core";
import type { z } from "zod";

/** A place in a list, opaque to whoever carries it. */
export const encodeCursor = (position: object): string => Buffer.from(JSON.stringify(position)).toString("base64url");

export const decodeCursor = <Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> => {
  const parsed = schema.safeParse(parseJson(cursor));
  if (!parsed.success)
    throw new ServiceError("invalid_input", { message: "The cursor is not one of ours.", at: "cursor" });
  return parsed.data;
};

const parseJson = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
};
