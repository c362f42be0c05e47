import { ServiceError } from "@breezeway/core";
import type { SourceRow } from "@breezeway/db";
import type { SourceInput } from "../../api/imports.ts";

/** Where a source is imported from again: what the owner gives now, else its address. */
export const sourceToReimport = (source: SourceRow, given: SourceInput | undefined): SourceInput => {
  if (given) return given;
  if (source.documentUrl !== null) return { kind: "url", url: source.documentUrl };
  throw new ServiceError("invalid_input", {
    message: "This document was uploaded: upload its new version.",
    at: "source",
  });
};
