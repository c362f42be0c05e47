import { dirname } from "node:path";
import type { Egress } from "@breezeway/core";
import { createFileLoader } from "@breezeway/importer";
import type { DocumentInput, Loader } from "@breezeway/importer";
import { fromWhereTheUserStands } from "../cli/settings-flags.ts";

const fetchDeadlineMs = 30_000;

/** A document named on the command line: an address, or a file, archive or folder of this machine. */
export const documentInput = (document: string): DocumentInput =>
  /^https?:\/\//i.test(document)
    ? { kind: "url", url: document }
    : { kind: "file", path: fromWhereTheUserStands(document) };

/** Files for a file, the guarded network for an address; a document cannot reach from one into the other. */
export const documentLoader = (input: DocumentInput, egress: Egress): Loader =>
  input.kind === "file" ? createFileLoader(dirname(input.path)) : { fetch: guardedFetch(egress) };

const guardedFetch =
  (egress: Egress): NonNullable<Loader["fetch"]> =>
  async ({ url, headers, maxBytes, signal }) => {
    const {
      status,
      headers: answered,
      body,
      url: finalUrl,
    } = await egress.request({
      method: "GET",
      url,
      headers,
      deadlineMs: fetchDeadlineMs,
      maxResponseBytes: maxBytes,
      redirect: { max: 3 },
      ...(signal && { signal }),
    });
    return { status, url: finalUrl, headers: firstValues(answered), body };
  };

const firstValues = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = typeof value === "string" ? value : value?.[0];
      return first === undefined ? [] : [[name, first] as const];
    }),
  );
