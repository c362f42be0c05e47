import { randomBytes } from "node:crypto";
import { generateKeyringEntry, systemClock } from "@breezeway/core";

/** Prints one new entry of the keyring, or a connection-hash key: the only time it is shown. */
export const keysGenerate = ({ connectionHash }: { readonly connectionHash: boolean }): void => {
  const key = connectionHash ? randomBytes(32).toString("base64") : generateKeyringEntry(systemClock()).reveal();
  process.stdout.write(`${key}\n`);
};
