import type { HttpMethod, JsonObject, ToolAnnotations } from "@breezeway/core";
import { get, objectAt } from "../json/json-object.ts";

export interface AnnotatedOperation {
  readonly method: HttpMethod;
  readonly operationId: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly raw: JsonObject;
}

const readMethods = new Set<HttpMethod>(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);
// https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
const idempotentMethods = new Set<HttpMethod>([...readMethods, "PUT", "DELETE"]);

const removing =
  /^(?:permanently |bulk |hard |soft )?(?:delete|remove|purge|destroy|erase|revoke|archive|trash|wipe|clear|reset|terminate|cancel|unpublish|detach|disconnect|deactivate|void|kill)/i;
const changing =
  /^(?:create|add|update|set|delete|remove|purge|revoke|archive|start|stop|restart|send|submit|trigger|enable|disable|approve|reject|cancel|move|copy|rename|publish|reset)(?:s|es|d|ed)?\b/i;
const saysReadOnly =
  /\b(?:read[- ]only (?:operation|method|endpoint|request|call)|does not (?:modify|change|alter) (?:any )?(?:data|state|anything|resources?)|without (?:modifying|changing) (?:any )?(?:data|state|anything))\b/i;
const saysIdempotent = /\b(?:is idempotent|idempotent (?:operation|method|endpoint|request|call))\b/i;
const deniesIdempotent = /\bnot idempotent\b/i;

/** MCP hints from the method, what the document marks, and what its words say outright; never guessed into safety. */
export const annotate = (operation: AnnotatedOperation): ToolAnnotations => {
  const marked = marks(operation.raw);
  const words = `${operation.summary}\n${operation.description.slice(0, 4_000)}`;
  const title = operation.summary.trim() === "" ? (operation.operationId ?? "") : operation.summary.trim();
  const seemsToChange =
    changing.test(title) || changing.test((operation.operationId ?? "").replace(/([a-z])([A-Z])/g, "$1 $2"));
  const byMethod = readMethods.has(operation.method) && !(operation.method !== "QUERY" && seemsToChange);
  const readOnly = marked.readOnly ?? (byMethod || saysReadOnly.test(words));
  const removes = operation.method === "DELETE" || removing.test(title) || removing.test(operation.operationId ?? "");
  const overwrites = operation.method === "PUT" || operation.method === "PATCH";
  const idempotent = idempotentMethods.has(operation.method) || saysIdempotent.test(words);
  return {
    readOnlyHint: readOnly,
    destructiveHint: !readOnly && (marked.destructive ?? (removes || overwrites)),
    idempotentHint: readOnly || (marked.idempotent ?? (idempotent && !deniesIdempotent.test(words))),
    openWorldHint: marked.openWorld ?? true,
  };
};

interface Marks {
  readonly readOnly?: boolean;
  readonly destructive?: boolean;
  readonly idempotent?: boolean;
  readonly openWorld?: boolean;
}

/** Extensions by which documents mark operations for MCP and other tools. */
const marks = (raw: JsonObject): Marks => {
  const holders = ["x-mcp", "x-mcp-annotations", "x-mcp-tool", "x-breezeway"]
    .map((key) => objectAt(raw, key))
    .filter((holder) => holder !== undefined);
  const nested = holders.map((holder) => objectAt(holder, "annotations")).filter((holder) => holder !== undefined);
  const read = (hint: string, ...extensions: string[]): boolean | undefined => {
    for (const holder of [...nested, ...holders]) {
      const value = get(holder, hint);
      if (typeof value === "boolean") return value;
    }
    for (const extension of extensions) {
      const value = get(raw, extension);
      if (typeof value === "boolean") return value;
    }
    return undefined;
  };
  const readOnly = read("readOnlyHint", "x-read-only", "x-readonly", "x-readOnly", "x-mcp-readonly", "x-safe");
  const destructive = read("destructiveHint", "x-destructive", "x-mcp-destructive");
  const idempotent = read("idempotentHint", "x-idempotent", "x-mcp-idempotent");
  const openWorld = read("openWorldHint");
  return {
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(destructive === undefined ? {} : { destructive }),
    ...(idempotent === undefined ? {} : { idempotent }),
    ...(openWorld === undefined ? {} : { openWorld }),
  };
};
