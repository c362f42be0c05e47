import type { HostProcess } from "../host-process.ts";

/** Runs a comparison and stops, at its end, every host that was handed to `started`. */
export const withHosts = async <Result>(
  run: (started: <Host extends HostProcess>(host: Host) => Host) => Promise<Result>,
): Promise<Result> => {
  const hosts: HostProcess[] = [];
  try {
    return await run((host) => {
      hosts.push(host);
      return host;
    });
  } finally {
    for (const host of hosts.toReversed()) await host.stop();
  }
};
