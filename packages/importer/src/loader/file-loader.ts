import type { Loader } from "./loader.ts";

/** A loader for files and folders of this machine; reads nothing outside `root` (links followed). */
export const createFileLoader = (_root: string): Required<Pick<Loader, "readFile" | "listFiles">> => {
  throw new Error("not built yet");
};
