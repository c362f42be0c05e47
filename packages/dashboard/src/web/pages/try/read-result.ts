export interface ShownPart {
  kind: "text" | "image" | "audio" | "other";
  text: string;
}

const upstreamMetaKey = "breezeway/upstream";

/** What the API was asked and answered, where the endpoint says so (it does for drafts). */
export const readUpstream = (body: unknown): unknown => {
  if (!isRecord(body)) return undefined;
  const { result, error } = body;
  const carrier = isRecord(result) ? result["_meta"] : isRecord(error) ? error["data"] : undefined;
  return isRecord(carrier) ? carrier[upstreamMetaKey] : undefined;
};

/** The body as a client of the published server would get it. */
export const withoutUpstream = (body: unknown): unknown => {
  if (readUpstream(body) === undefined || !isRecord(body)) return body;
  const drop = (carrier: unknown) => (isRecord(carrier) ? omit(carrier, upstreamMetaKey) : carrier);
  const { result, error } = body;
  if (isRecord(result)) return { ...body, result: omitEmpty(result, "_meta", drop(result["_meta"])) };
  return isRecord(error) ? { ...body, error: omitEmpty(error, "data", drop(error["data"])) } : body;
};

const omit = (from: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

const omitEmpty = (from: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> =>
  isRecord(value) && Object.keys(value).length === 0 ? omit(from, name) : { ...from, [name]: value };

export interface ShownResult {
  state: "ok" | "tool_error" | "protocol_error" | "refused";
  /** Content as a client gives it to the model. */
  parts: readonly ShownPart[];
  structured: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

const toPart = (item: unknown): ShownPart => {
  if (!isRecord(item)) return { kind: "other", text: show(item) };
  if (item["type"] === "text") return { kind: "text", text: show(item["text"]) };
  if ((item["type"] === "image" || item["type"] === "audio") && typeof item["data"] === "string")
    return { kind: item["type"], text: `data:${show(item["mimeType"])};base64,${item["data"]}` };
  return { kind: "other", text: show(item) };
};

/** One text that is JSON, as data. */
const asData = (parts: readonly ShownPart[]): unknown => {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== "text" || !/^\s*[[{]/.test(part.text)) return undefined;
  try {
    return JSON.parse(part.text) as unknown;
  } catch {
    return undefined;
  }
};

/** What an answer of the MCP endpoint says, whichever way it went. */
export const readResult = (status: number, body: unknown): ShownResult => {
  const nothing = { parts: [], structured: undefined };
  if (!isRecord(body)) return { state: "refused", parts: [{ kind: "text", text: show(body) }], structured: undefined };
  if (isRecord(body["error"]))
    return {
      ...nothing,
      state: status >= 400 ? "refused" : "protocol_error",
      parts: [{ kind: "text", text: show(body["error"]["message"] ?? body["error"]) }],
    };
  const result = body["result"];
  if (!isRecord(result)) return { ...nothing, state: "refused", parts: [{ kind: "text", text: show(body) }] };
  const parts = (Array.isArray(result["content"]) ? result["content"] : []).map(toPart);
  return {
    state: result["isError"] === true ? "tool_error" : "ok",
    parts,
    structured: result["structuredContent"] ?? asData(parts),
  };
};
