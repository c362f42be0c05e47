import { z } from "zod";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

export const jsonValue: z.ZodType<JsonValue> = z.json();
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), jsonValue);

/** A JSON Schema of the 2020-12 dialect. `true` and `false` are written as `{}` and `{ not: {} }`. */
export type JsonSchema = JsonObject;
export const jsonSchema = jsonObject;
