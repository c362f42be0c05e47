import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { processEnvironment } from "@breezeway/core";
import { startBreezeway, startConstantAnswer } from "../hosts.ts";
import type { HostProcess } from "../host-process.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { atMost, tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { modernRequest } from "../requests.ts";
import { withHosts } from "./with-hosts.ts";

const wantedTools = 218;

/** tools/list of all tools of Confluence Cloud v2, beside a constant answer of the same bytes. */
export const compareList = (options: LoadOptions): Promise<Section> =>
  withHosts(async (started) => {
    const { document, name } = await findDocument();
    const breezeway = started(await startBreezeway({ document, baseUrl: "http://127.0.0.1:9", auth: "none" }));
    const listed = await readList(breezeway);
    const constant = started(await startConstantAnswer(listed.bytes));
    const rows = await compare(
      [
        { name: "Breezeway", host: breezeway, ...modernRequest("tools/list") },
        { name: "constant answer", host: constant, ...modernRequest("tools/list") },
      ],
      options,
    );
    return {
      title: "A list beside a constant answer",
      text: `tools/list of ${name}: ${listed.tools} tools in one page of ${listed.bytes} bytes (${listed.isWhole ? "the whole list" : "more pages follow"}).\n\n${tableOf(rows)}`,
      verdicts: [
        atMost(`tools/list of ${listed.tools} tools : constant answer`, rows[0]?.medianRatio ?? Number.NaN, 1.4),
      ],
    };
  });

const readList = async (host: HostProcess) => {
  const answer = await fetch(host.url, { method: "POST", ...modernRequest("tools/list") });
  const body = await answer.arrayBuffer();
  const { result } = JSON.parse(Buffer.from(body).toString()) as {
    result: { tools: readonly unknown[]; nextCursor?: string };
  };
  return { bytes: body.byteLength, tools: result.tools.length, isWhole: result.nextCursor === undefined };
};

/** The real document where there is one; it is not ours to distribute. */
const findDocument = async (): Promise<{ readonly document: string; readonly name: string }> => {
  const folder =
    processEnvironment()["BREEZEWAY_SPECS"] ?? fileURLToPath(new URL("../../../../shared/specs", import.meta.url));
  const document = resolve(folder, "confluence/cloud-v2.2026-07.json");
  if (existsSync(document)) return { document, name: "Confluence Cloud v2" };
  return { document: await writeLikeness(), name: "a generated document of Confluence's size" };
};

/** As many operations, each with about as many parameters and as much text, as Confluence Cloud v2 has on average. */
const writeLikeness = async (): Promise<string> => {
  const sentence = "Returns the things that match, in the order in which they were made. ";
  const parameter = (index: number) => ({
    name: `option-${index}`,
    in: "query",
    description: sentence.repeat(2),
    schema: { type: "string", enum: ["created", "-created", "modified", "-modified"] },
  });
  const paths = Object.fromEntries(
    Array.from({ length: wantedTools }, (_, index) => [
      `/things-${index}/{id}`,
      {
        get: {
          operationId: `getThing${index}`,
          description: sentence.repeat(5),
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "integer", format: "int64" } },
            ...Array.from({ length: 4 }, (_unused, position) => parameter(position)),
          ],
          responses: { 200: { description: "The things" } },
        },
      },
    ]),
  );
  const path = join(await mkdtemp(join(tmpdir(), "breezeway-bench-")), "likeness.json");
  await writeFile(path, JSON.stringify({ openapi: "3.1.0", info: { title: "Things", version: "1" }, paths }));
  return path;
};
