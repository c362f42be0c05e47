import { randomBytes, randomInt } from "node:crypto";

/** Secrets that occur nowhere else, by what they are. New ones are added as the journey meets them. */
export interface Canaries {
  readonly values: Record<string, string>;
  /** Key material, which is not text. */
  readonly keys: Readonly<Record<string, Buffer>>;
  add(name: string, value: string): string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const random = (length: number): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

export const createCanaries = (): Canaries => {
  const keys = { "master key": randomBytes(32), "connection hash key": randomBytes(32) };
  const values: Record<string, string> = {
    "metrics token": `metrics-${random(32)}`,
    "dashboard password": `password-${random(24)}`,
    "refused password": `password-${random(24)}`,
    "provider's client secret": `client-secret-${random(32)}`,
    "bearer of a user": `bearer-${random(40)}`,
    "refused bearer": `bearer-${random(40)}`,
    "bearer in a query": `bearer-${random(40)}`,
    "bearer in a body": `bearer-${random(40)}`,
    "personal access token": `pat-${random(40)}`,
    "refused personal access token": `pat-${random(40)}`,
    "shared bearer": `shared-${random(40)}`,
    "shared password": `shared-${random(40)}`,
    "shared API key": `shared-${random(40)}`,
    "second factor attempt": `factor-${random(24)}`,
  };
  for (const [name, bytes] of Object.entries(keys)) values[`${name} as configured`] = bytes.toString("base64");
  return {
    values,
    keys,
    add: (name, value) => {
      if (value.length < 16) throw new Error(`The ${name} is too short to be looked for.`);
      values[name] = value;
      return value;
    },
  };
};
