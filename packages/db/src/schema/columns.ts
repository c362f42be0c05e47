import { customType, timestamp } from "drizzle-orm/pg-core";

/** `timestamptz` as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** `bytea` as bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
