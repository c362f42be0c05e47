import type { Emulator, EmulatorOptions } from "./emulator.ts";

/**
 * Starts the stand-in for Atlassian Cloud on one port (downloads come from a second one, since the real
 * media host is another origin). Content lives in memory and begins with the same small wiki each time.
 */
export const startEmulator = async (_options: EmulatorOptions = {}): Promise<Emulator> => {
  throw new Error("not built yet");
};
