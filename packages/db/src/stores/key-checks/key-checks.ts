import { z } from "zod";
import type { AnyTx } from "../../database/scope.ts";

/** What a key made of a constant when it was first used with this database. */
export interface KeyCheck {
  readonly name: string;
  readonly value: Uint8Array;
}

const keyCheck: z.ZodType<KeyCheck> = z.object({ name: z.string(), value: z.instanceof(Uint8Array) });

export const listKeyChecks = async (tx: AnyTx): Promise<KeyCheck[]> =>
  z.array(keyCheck).parse([...(await tx.sql`SELECT name, value FROM key_checks ORDER BY name`)]);

/** Remembers a key; what is known already stays. */
export const insertKeyCheck = async (tx: AnyTx, { name, value }: KeyCheck): Promise<void> => {
  await tx.sql`INSERT INTO key_checks (name, value) VALUES (${name}, ${value}) ON CONFLICT DO NOTHING`;
};
