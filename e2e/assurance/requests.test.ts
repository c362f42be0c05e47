// Numbers 12 to 15: what arguments can and cannot do to the bytes that an upstream receives.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ByteRecorder, startByteRecorder } from "./stage/byte-recorder.ts";
import { type Caller, createCaller, isGood, type Outcome, tell } from "./stage/load.ts";
import { createWorkspace, publishServer, type StagedServer } from "./stage/publish.ts";
import { type Stage, startStage } from "./stage/stage.ts";

const token = "bearer-of-a-test-not-a-secret";
const rounds = 10_000;

let stage: Stage;
let recorder: ByteRecorder;
let server: StagedServer;
let caller: Caller;

beforeAll(async () => {
  stage = await startStage();
  recorder = await startByteRecorder(
    "set-cookie: taken=1; Path=/\r\nx-inner: 1\r\nkeep-alive: timeout=5\r\nproxy-authenticate: Basic\r\nte: trailers\r\n",
  );
  server = await publishServer(stage, {
    workspace: await createWorkspace(stage, "acme"),
    slug: "bytes",
    documents: [{ document: positions, baseUrl: `${recorder.url}/base` }],
  });
  caller = createCaller(stage.replicas[0]?.url ?? "", 16);
});
afterAll(async () => {
  await caller?.close();
  await recorder?.close();
  await stage?.close();
});

const call = (tool: string, args: Readonly<Record<string, unknown>>): Promise<Outcome> =>
  caller.call({ path: server.path, tool: server.nameOf(tool), args, token });

/** What the upstream got for one call, or nothing where the call was refused before it. */
const sent = async (tool: string, args: Readonly<Record<string, unknown>>) => {
  const outcome = await call(tool, args);
  expect([200, 400], outcome.text).toContain(outcome.status);
  const [message] = recorder.take();
  return { outcome, message };
};

const headerNames = (message: { readonly headers: readonly (readonly [string, string])[] } | undefined): string[] =>
  (message?.headers ?? []).map(([name]) => name).toSorted();

describe("assurance 12: CR, LF, NUL and Unicode", () => {
  it(`in every position add no header line in ${rounds.toLocaleString("en")} calls`, async () => {
    const expected = new Map<string, string[]>();
    for (const tool of tools) {
      const { outcome, message } = await sent(tool, { value: "plain" });
      expect(isGood(outcome), `${tool}: ${outcome.text}`).toBe(true);
      expected.set(tool, headerNames(message));
    }
    const totals = { calls: 0, reached: 0, "extra lines": 0, "bare CR or LF": 0, failed: 0 };
    for (let index = 0; index < rounds; index += 1) {
      const tool = tools[index % tools.length] ?? "";
      const { outcome, message } = await sent(tool, { value: hostileText(index) });
      totals.calls += 1;
      if (outcome.status !== 200) totals.failed += 1;
      if (message === undefined) continue;
      totals.reached += 1;
      const wanted = expected.get(tool) ?? [];
      if (headerNames(message).length > wanted.length || headerNames(message).some((name) => !wanted.includes(name)))
        totals["extra lines"] += 1;
      if (/(?<!\r)\n|\r(?!\n)|\0/.test(message.head)) totals["bare CR or LF"] += 1;
    }
    tell("12", totals);
    expect(totals).toMatchObject({ calls: rounds, "extra lines": 0, "bare CR or LF": 0 });
    expect(totals.reached).toBeGreaterThan(rounds / 2);
    expect(recorder.take()).toEqual([]);
  });
});

describe("assurance 13: path parameters", () => {
  it("never change the segments of the template", async () => {
    const totals = { values: 0, reached: 0, refused: 0, moved: 0 };
    for (const value of pathTricks()) {
      const { message } = await sent("inPath", { value });
      totals.values += 1;
      if (message === undefined) totals.refused += 1;
      else {
        totals.reached += 1;
        if (!keepsTemplate(message.target)) totals.moved += 1;
      }
    }
    tell("13", totals);
    expect(totals.moved).toBe(0);
    expect(totals.reached).toBeGreaterThan(0);
  });

  it("that are dots after decoding are refused", async () => {
    for (const value of [".", "..", "%2e", "%2e%2e", "%2E.", ".%2e"]) {
      const { message } = await sent("inPath", { value });
      expect(message === undefined || keepsTemplate(message.target), `${value}: ${message?.target}`).toBe(true);
    }
    for (const value of [".", ".."]) expect((await sent("inPath", { value })).message, value).toBeUndefined();
  });
});

describe("assurance 14: headers that are not the caller's", () => {
  it("are never set by arguments, even where the document declares them", async () => {
    const plain = (await sent("forbidden", { value: "x" })).message?.headers ?? [];
    for (const name of [undefined, ...ownHeaders, ...ownHeaders.map((known) => known.toLowerCase())]) {
      const { message } = await sent("forbidden", { value: "x", ...(name === undefined ? {} : { [name]: "evil" }) });
      // An argument that the tool does not have is refused, and nothing is sent.
      const values = message?.headers ?? (name === undefined ? [] : plain);
      expect(values.filter(([, text]) => text.includes("evil"))).toEqual([]);
      expect(values.filter(([known]) => known === "host")).toEqual([["host", new URL(recorder.url).host]]);
      expect(values.filter(([known]) => known === "authorization")).toEqual([["authorization", `Bearer ${token}`]]);
    }
  });
});

describe("assurance 15: an upstream's own headers", () => {
  it("are not relayed: no Set-Cookie, nothing hop-by-hop, nothing at all", async () => {
    const response = await fetch(`${stage.replicas[0]?.url}${server.path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: { name: server.nameOf("inQuery"), arguments: { value: "x" } },
      }),
    });
    expect(response.status).toBe(200);
    for (const name of ["set-cookie", "x-inner", "proxy-authenticate", "te", "trailer", "upgrade"])
      expect(response.headers.has(name), name).toBe(false);
    expect(await response.text()).not.toContain("taken=1");
  });
});

const keepsTemplate = (target: string): boolean => {
  const [path = ""] = target.split("?");
  const segments = path.split("/");
  // What a server or proxy makes of it has to be the same as what was sent.
  const resolved = new URL(target, "http://upstream.example").pathname.split("/");
  const middle = decoded(segments[3] ?? "");
  return (
    segments.length === 5 &&
    resolved.length === 5 &&
    segments[1] === "base" &&
    segments[2] === "a" &&
    segments[4] === "b" &&
    resolved.join("/") === path &&
    middle !== "." &&
    middle !== ".." &&
    !target.includes("#")
  );
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const pathTricks = (): string[] => {
  const parts = [
    "..",
    ".",
    "/",
    "\\",
    ";",
    "%2e",
    "%2E%2e",
    "%2f",
    "%5c",
    "%252e",
    "%252f",
    "?",
    "#",
    "%00",
    "%3f",
    "%23",
    "a",
    "@",
    ":",
    "//",
    "..;",
    "\u2024",
    "\uFF0E",
    "\u2215",
  ];
  const pairs = parts.flatMap((first) => parts.map((second) => first + second));
  const deep = parts.flatMap((part) => [
    `../${part}`,
    `a/${part}/b`,
    `${part}/../..`,
    `${part}${part}${part}`,
    `..${part}..`,
    `x/..${part}`,
  ]);
  return [...parts, ...pairs, ...deep];
};

const pieces = [
  "\r",
  "\n",
  "\r\n",
  "\0",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u010A",
  "\u010D",
  "\u560A",
  "\u560D",
  "%0d%0a",
  "\t",
  " ",
  "ä",
  "漢",
  "🙂",
  "\u202E",
  ":",
  ";",
  ",",
  '"',
  "x-evil: 1",
  "\r\nx-evil: 1",
  "\r\n\r\nGET /evil HTTP/1.1\r\nhost: x\r\n\r\n",
  "\nset-cookie: a=b",
  "\u0000\r\n",
  "=?utf-8?b?DQo=?=",
];

/** The same texts in every run: index chooses and orders the pieces. */
const hostileText = (index: number): string => {
  const count = 1 + (index % 4);
  return Array.from(
    { length: count },
    (_, at) => pieces[(index * (at + 3) + at * 7 + Math.floor(index / 28)) % pieces.length],
  ).join(index % 3 === 0 ? "x" : "");
};

const ownHeaders = [
  "Host",
  "Authorization",
  "Cookie",
  "Connection",
  "Keep-Alive",
  "Proxy-Authorization",
  "Proxy-Connection",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "Content-Length",
  "Expect",
  "X-Forwarded-For",
  "Forwarded",
  "Via",
];

const answered = { responses: { 200: { description: "Done", content: { "application/json": {} } } } };
const text = { type: "string" } as const;
const parameter = (place: string, name = "value", required = true) => [{ name, in: place, required, schema: text }];
const body = (mediaType: string) => ({
  requestBody: {
    required: true,
    content: { [mediaType]: { schema: { type: "object", required: ["value"], properties: { value: text } } } },
  },
});
const tools = ["inPath", "inQuery", "inHeader", "inCookie", "inJson", "inForm", "inMultipart", "inDeepQuery", "asText"];
const positions = {
  openapi: "3.0.3",
  info: { title: "Positions", version: "1" },
  paths: {
    "/a/{value}/b": { get: { operationId: "inPath", parameters: parameter("path"), ...answered } },
    "/query": { get: { operationId: "inQuery", parameters: parameter("query"), ...answered } },
    "/header": { get: { operationId: "inHeader", parameters: parameter("header"), ...answered } },
    "/cookie": { get: { operationId: "inCookie", parameters: parameter("cookie"), ...answered } },
    "/json": { post: { operationId: "inJson", ...body("application/json"), ...answered } },
    "/form": { post: { operationId: "inForm", ...body("application/x-www-form-urlencoded"), ...answered } },
    "/multipart": { post: { operationId: "inMultipart", ...body("multipart/form-data"), ...answered } },
    "/deep": {
      get: {
        operationId: "inDeepQuery",
        parameters: [
          { name: "value", in: "query", required: true, style: "pipeDelimited", explode: false, schema: text },
        ],
        ...answered,
      },
    },
    "/text": {
      post: {
        operationId: "asText",
        parameters: parameter("query"),
        requestBody: { content: { "text/plain": { schema: text } } },
        ...answered,
      },
    },
    "/forbidden": {
      get: {
        operationId: "forbidden",
        parameters: [...parameter("query"), ...ownHeaders.flatMap((name) => parameter("header", name, false))],
        ...answered,
      },
    },
  },
};
