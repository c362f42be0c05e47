import { startBreezeway, startUpstream, writePageDocument } from "../hosts.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { modernCall } from "../requests.ts";
import { withHosts } from "./with-hosts.ts";

/** Two processes at one port beside one. */
export const compareWorkers = (options: LoadOptions): Promise<Section> =>
  withHosts(async (started) => {
    const upstream = started(await startUpstream());
    const document = await writePageDocument();
    const common = { document, baseUrl: upstream.url, auth: "passthrough", isPinned: false } as const;
    const two = started(await startBreezeway({ ...common, workers: 2 }));
    const one = started(await startBreezeway({ ...common, workers: 1 }));
    const rows = await compare(
      [
        { name: "two workers", host: two, ...modernCall() },
        { name: "one process", host: one, ...modernCall() },
      ],
      options,
    );
    return {
      title: "Two workers beside one process",
      text: `Not bound to a core. Load, upstream and database run on the same machine: where it has two cores only, a second worker cannot double the rate, and the CPU of a request is what tells. The figure for two workers includes the process that starts them.\n\n${tableOf(rows)}`,
      verdicts: [],
    };
  });
