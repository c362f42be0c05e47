import { legalKey } from "../schemas/property-keys.ts";
import type { ArgumentNames } from "./tool-argument.ts";

export const createArgumentNames = (): ArgumentNames => {
  const taken = new Set<string>();
  return {
    claim: (name, place) => {
      const free = new Set<string>();
      const plain = legalKey(name, free);
      const chosen = taken.has(plain) ? legalKey(`${place}_${plain}`.slice(0, 64), taken) : plain;
      taken.add(chosen);
      return chosen;
    },
  };
};
