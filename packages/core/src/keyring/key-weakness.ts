import { masterKeyBytes } from "./keyring.ts";

const fewestDistinctBytes = 12;

/** Why these bytes must not be used as a key, or undefined. Catches short, repeated, counted and typed-in example keys. */
export const keyWeakness = (key: Uint8Array): string | undefined => {
  if (key.length !== masterKeyBytes) return `has ${key.length} bytes; ${masterKeyBytes} are needed.`;
  if (new Set(key).size < fewestDistinctBytes) return "looks like an example: too few different bytes.";
  if (isCounting(key)) return "looks like an example: its bytes count up or down.";
  if (key.every((byte) => byte >= 0x20 && byte < 0x7f)) return "looks like an example: it is readable text.";
  return undefined;
};

const isCounting = (key: Uint8Array): boolean => {
  const steps = new Set(Array.from(key.subarray(1), (byte, index) => (byte - (key[index] ?? 0)) & 0xff));
  return steps.size === 1;
};
