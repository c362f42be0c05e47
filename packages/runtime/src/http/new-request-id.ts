import { randomFillSync } from "node:crypto";

const alphabet = Buffer.from("0123456789abcdefghjkmnpqrstvwxyz");
const idLength = 26;
const idsPerFill = 256;

/** Makes ids of the product's form (`req_…`, 130 random bits), drawing randomness for many at once. */
export const createIdSource = (prefix: string): (() => string) => {
  const pool = Buffer.alloc(idLength * idsPerFill);
  let used = pool.length;
  const refill = (): void => {
    randomFillSync(pool);
    for (let index = 0; index < pool.length; index += 1) pool[index] = alphabet[(pool[index] ?? 0) & 31] ?? 0;
    used = 0;
  };
  return () => {
    if (used === pool.length) refill();
    const id = `${prefix}_${pool.toString("latin1", used, used + idLength)}`;
    used += idLength;
    return id;
  };
};
