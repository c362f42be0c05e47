import { startBarePassthrough, startBreezeway, startUpstream, writePageDocument } from "../hosts.ts";
import type { HostProcess } from "../host-process.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { atMost, tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { modernCall } from "../requests.ts";
import { withHosts } from "./with-hosts.ts";

export interface CallOptions extends LoadOptions {
  /** Folder for a CPU profile of Breezeway, read with Chrome's developer tools. */
  readonly profileFolder?: string;
}

/** tools/call with the caller's own bearer, beside the least that a passthrough host can do. */
export const compareCall = (options: CallOptions): Promise<Section> =>
  withHosts(async (started) => {
    const upstream = started(await startUpstream());
    const breezeway = started(await startProfiled(upstream, options.profileFolder));
    const bare = started(await startBarePassthrough(upstream.url));
    const rows = await compare(
      [
        { name: "Breezeway, audit relaxed", host: breezeway, ...modernCall() },
        { name: "bare Hono + undici", host: bare, ...modernCall() },
      ],
      options,
    );
    return {
      title: "A call beside a bare host",
      text: `tools/call of a 4 kB page with the caller's bearer, audit relaxed. The bare host parses, forwards and wraps; it checks, limits, validates and records nothing.\n\n${tableOf(rows)}`,
      verdicts: [atMost("tools/call : bare Hono + undici", rows[0]?.medianRatio ?? Number.NaN, 1.6)],
    };
  });

const startProfiled = async (upstream: HostProcess, profileFolder: string | undefined): Promise<HostProcess> =>
  startBreezeway({
    document: await writePageDocument(),
    baseUrl: upstream.url,
    auth: "passthrough",
    ...(profileFolder && { nodeOptions: ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`] }),
  });
