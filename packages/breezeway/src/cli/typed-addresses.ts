import { processEnvironment } from "@breezeway/core";

/**
 * `ALLOWED_PRIVATE_NETWORKS` with the hosts of the addresses on the command line: whoever types an address into the
 * operator's shell has allowed it. What is no http(s) address is left out.
 */
export const allowTyped = (...typed: readonly (string | undefined)[]): string =>
  [processEnvironment()["ALLOWED_PRIVATE_NETWORKS"], ...typed.map(hostOf)].filter(Boolean).join(",");

const hostOf = (text: string | undefined): string | undefined => {
  const url = text === undefined ? null : URL.parse(text);
  if (!url?.protocol.startsWith("http")) return undefined;
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
};
