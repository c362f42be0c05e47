import { randomFillSync } from "node:crypto";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const idLength = 26;
const idsPerFill = 256;

/** Makes ids of the product's form (`req_…`, 130 random bits), drawing randomness for many at once. */
export const createIdSource = (prefix: string): (() => string) => {
  const pool = new Uint8Array(idLength * idsPerFill);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    let id = `${prefix}_`;
    for (let index = 0; index < idLength; index += 1) id += alphabet[(pool[used + index] ?? 0) & 31];
    used += idLength;
    return id;
  };
};
