import { z } from "zod";
import { refuseV2 } from "../content/refusal.ts";
import { storageOf } from "../content/storage-format.ts";
import type { Call } from "../openapi/operation.ts";

const representation = z.enum(["storage", "atlas_doc_format", "wiki"]);

const simpleBody = z.object({ representation: representation.default("storage"), value: z.string().default("") });

/** A body as the API takes it: `{representation, value}`, or the same below `storage`, `atlas_doc_format` or `wiki`. */
export const contentBody = z.union([
  z.object({ storage: simpleBody }).transform((body) => body.storage),
  z
    .object({ atlas_doc_format: simpleBody })
    .transform((body) => ({ ...body.atlas_doc_format, representation: "atlas_doc_format" as const })),
  z.object({ wiki: simpleBody }).transform((body) => ({ ...body.wiki, representation: "wiki" as const })),
  simpleBody,
]);

/** Parses a JSON request body; what does not fit is answered with 400 and the place. */
export const readBody = async <Parsed>(call: Call, schema: z.ZodType<Parsed>): Promise<Parsed> => {
  const text = await call.request.text();
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw refuseV2(
    400,
    "INVALID_REQUEST_PARAMETER",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`,
  );
};

export const toStorage = (body: z.infer<typeof contentBody>): string => {
  try {
    return storageOf(body.representation, body.value);
  } catch (error) {
    throw refuseV2(400, "INVALID_REQUEST_PARAMETER", `body.value is no ${body.representation}: ${String(error)}`);
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw refuseV2(400, "INVALID_MESSAGE", "The request body is not valid JSON");
  }
};
