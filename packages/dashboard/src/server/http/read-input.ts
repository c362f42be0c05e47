import { ServiceError } from "@breezeway/core";
import type { z } from "zod";
import type { RouteDefinition } from "../api/route.ts";
import { InputError } from "./input-error.ts";
import { plainIssue } from "./plain-issue.ts";

const defaultMaxBodyBytes = 256_000;

/** The parsed query and body of a request, as the route's schemas have them. */
export const readInput = async (request: Request, route: RouteDefinition) => ({
  query: route.query === undefined ? undefined : parse(route.query, readQuery(request)),
  body:
    route.body === undefined
      ? await refuseBody(request)
      : parse(route.body, await readJson(request, route.maxBodyBytes)),
});

const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(value, { error: plainIssue });
  if (!parsed.success) throw new InputError(parsed.error);
  return parsed.data;
};

/** A name given twice keeps its last value. */
const readQuery = (request: Request): Record<string, string> => Object.fromEntries(new URL(request.url).searchParams);

/** A route without a body takes none, and an empty object from clients that always send one. */
const refuseBody = async (request: Request): Promise<undefined> => {
  const text = request.method === "GET" ? "" : (await readBounded(request, defaultMaxBodyBytes)).trim();
  if (text !== "" && !/^\{\s*\}$/.test(text))
    throw new ServiceError("invalid_input", { message: "This takes no body. Leave it out." });
};

const readJson = async (request: Request, maxBytes = defaultMaxBodyBytes): Promise<unknown> => {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new ServiceError("invalid_input", { message: "Send the body as application/json." });
  const text = await readBounded(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError("invalid_input", { message: "The body is not valid JSON." });
  }
};

const readBounded = async (request: Request, maxBytes: number): Promise<string> => {
  const refuse = () => new ServiceError("too_large", { message: `The body may hold at most ${maxBytes} bytes.` });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw refuse();
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw refuse();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};
