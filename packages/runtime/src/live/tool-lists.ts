import type { ToolSchema } from "@modelcontextprotocol/core";
import type { z } from "zod";
import type { ToolDefinition } from "@breezeway/core";
import type { CallerLimits } from "../identify/caller.ts";
import { answersKeptPerResult } from "../mcp/json-rpc.ts";

export type Era = "modern" | "legacy";

export interface PageInput {
  readonly era: Era;
  readonly limits: CallerLimits;
  /** As the client sent it. */
  readonly cursor: unknown;
}

/** `tools/list` results as bytes; the JSON-RPC envelope is put around them. */
export interface ToolLists {
  /** One page, or `undefined` where the cursor is none of this release's. */
  readonly page: (input: PageInput) => Buffer | undefined;
  readonly bytes: number;
}

export interface ListedTool {
  readonly name: string;
  readonly isReadOnly: boolean;
  /** The tool as `tools/list` shows it, as JSON text. */
  readonly json: string;
}

const toolsPerPage = 250;
const ttlMs = 300_000;
const maxVariants = 16;

export const writeTool = (
  tool: Pick<ToolDefinition, "name" | "title" | "description" | "inputSchema" | "outputSchema" | "annotations">,
): string => {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  const listed = { name, title, description, inputSchema, ...(outputSchema && { outputSchema }), annotations };
  return JSON.stringify(
    listed satisfies Omit<z.input<typeof ToolSchema>, "inputSchema" | "outputSchema"> & {
      inputSchema: object;
      outputSchema?: object;
    },
  );
};

export const isWithinLimits = (
  tool: { readonly name: string; readonly isReadOnly: boolean },
  limits: CallerLimits,
): boolean => (!limits.readOnly || tool.isReadOnly) && (limits.tools === undefined || limits.tools.has(tool.name));

/** Writes the lists of one release; those of limited callers are written when first asked for. */
export const createToolLists = (input: {
  readonly releaseId: string;
  readonly tools: readonly ListedTool[];
  readonly cacheScope: "public" | "private";
  readonly modernTail: string;
  /** In search mode the same three tools stand for all, whatever the caller's limits. */
  readonly isFiltered: boolean;
}): ToolLists => {
  const cursors = cursorsOf(input.releaseId);
  const write = (era: Era, tools: readonly ListedTool[]): Buffer[] => {
    const pages: Buffer[] = [];
    for (let start = 0; start === 0 || start < tools.length; start += toolsPerPage) {
      const next =
        start + toolsPerPage < tools.length ? `,"nextCursor":"${cursors.write(start / toolsPerPage + 1)}"` : "";
      const closing =
        era === "modern" ? `,"ttlMs":${ttlMs},"cacheScope":"${input.cacheScope}",${input.modernTail}` : "";
      const list = tools.slice(start, start + toolsPerPage).map(({ json }) => json);
      pages.push(Buffer.from(`{"tools":[${list.join(",")}]${next}${closing}}`));
    }
    return pages;
  };
  const whole = { modern: write("modern", input.tools), legacy: write("legacy", input.tools) };
  const variants = new Map<string, readonly Buffer[]>();
  const pagesFor = (era: Era, limits: CallerLimits): readonly Buffer[] => {
    if (!input.isFiltered || (!limits.readOnly && limits.tools === undefined)) return whole[era];
    const key = `${era} ${limits.readOnly} ${limits.tools === undefined ? "*" : [...limits.tools].toSorted().join(" ")}`;
    const known = variants.get(key);
    if (known !== undefined) return known;
    const written = write(
      era,
      input.tools.filter((tool) => isWithinLimits(tool, limits)),
    );
    if (variants.size >= maxVariants) variants.clear();
    variants.set(key, written);
    return written;
  };
  return {
    page: ({ era, limits, cursor }) => {
      const index = cursor === undefined || cursor === null ? 0 : cursors.read(cursor);
      return index === undefined ? undefined : pagesFor(era, limits)[index];
    },
    bytes: [...whole.modern, ...whole.legacy].reduce(
      (sum, page) => sum + page.byteLength * (1 + answersKeptPerResult),
      0,
    ),
  };
};

/** A cursor belongs to one release: after a publish the list is begun anew. */
const cursorsOf = (
  releaseId: string,
): { write: (page: number) => string; read: (cursor: unknown) => number | undefined } => {
  const prefix = releaseId.slice(-12);
  return {
    write: (page) => Buffer.from(`${prefix}.${page}`).toString("base64url"),
    read: (cursor) => {
      if (typeof cursor !== "string" || cursor.length > 64) return undefined;
      const [release, page] = Buffer.from(cursor, "base64url").toString("utf8").split(".");
      return release === prefix && page !== undefined && /^[1-9]\d{0,4}$/.test(page) ? Number(page) : undefined;
    },
  };
};
