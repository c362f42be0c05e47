import type { ConnectionHash, ServerId } from "@breezeway/core";
import type { UnscopedTx } from "../../database/scope.ts";
import { arrayLiteral } from "../../database/array-types.ts";
import { boundText } from "../audit/bound-text.ts";
import type { ConnectionKind } from "../../schema/data-plane.ts";

/** What one replica saw of one connection since its last report. */
export interface Sighting {
  readonly serverId: ServerId;
  readonly hash: ConnectionHash;
  readonly kind: ConnectionKind;
  readonly clientName: string;
  readonly clientVersion: string;
  readonly readOnly: boolean;
  /** Calls since the last report. */
  readonly calls: number;
  readonly seenAtMs: number;
}

const longestClientText = 200;

/** Adds to what is known; one entry for each connection in a batch. Servers that are gone are passed over. */
export const recordSightings = async (tx: UnscopedTx, sightings: readonly Sighting[]): Promise<void> => {
  if (sightings.length === 0) return;
  const column = (read: (sighting: Sighting) => string | number | boolean | Date): string =>
    arrayLiteral(sightings.map(read));
  await tx.sql`
    SELECT record_sightings(
      ${column((one) => one.serverId)}::text::text[], ${column((one) => one.hash)}::text::text[],
      ${column((one) => one.kind)}::text::text[],
      ${column((one) => boundText(one.clientName, longestClientText))}::text::text[],
      ${column((one) => boundText(one.clientVersion, longestClientText))}::text::text[],
      ${column((one) => one.readOnly)}::text::boolean[], ${column((one) => one.calls)}::text::integer[],
      ${column((one) => new Date(one.seenAtMs))}::text::timestamptz[])`;
};
