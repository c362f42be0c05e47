import type { Account, Site } from "../identity/directory.ts";
import type { ContentStore } from "../content/content-store.ts";

export type Schema = Readonly<Record<string, unknown>>;

export interface ParameterSpec {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly required?: boolean;
  readonly schema: Schema;
  readonly style?: string;
  readonly explode?: boolean;
}

export interface BodySpec {
  readonly mediaType: "application/json" | "multipart/form-data";
  readonly description?: string;
  readonly schema: Schema;
  readonly encoding?: Readonly<Record<string, unknown>>;
}

export interface AnswerSpec {
  readonly description: string;
  readonly schema?: Schema;
  /** Default `application/json`. */
  readonly mediaType?: string;
}

/** One request as an operation sees it: routed, authenticated and admitted. */
export interface Call {
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: Request;
  readonly account: Account;
  readonly site: Site;
  readonly content: ContentStore;
  /** Base URL of the emulator. */
  readonly base: string;
  /** Origin of the media host. */
  readonly mediaUrl: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Routing, gate and document are all made from this one description. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Any one of these lists admits a token; the first is the one the document declares. */
  readonly scopes: readonly (readonly string[])[];
  readonly parameters?: readonly ParameterSpec[];
  readonly body?: BodySpec;
  readonly answers: Readonly<Record<string, AnswerSpec>>;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  body,
  ...(headers === undefined ? {} : { headers }),
});

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** A path parameter holding a content id: an integer in the document, text in every answer. */
export const idInPath = (name: string, description: string): ParameterSpec => ({
  name,
  in: "path",
  required: true,
  description,
  schema: { type: "integer", format: "int64" },
});
