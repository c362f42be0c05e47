import { startBreezeway, startUpstream, writePageDocument } from "../hosts.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { modernCall } from "../requests.ts";
import { withHosts } from "./with-hosts.ts";

/** What it costs that intent and outcome of each call are on disk before it goes on. */
export const compareAudit = (options: LoadOptions): Promise<Section> =>
  withHosts(async (started) => {
    const upstream = started(await startUpstream());
    const document = await writePageDocument();
    const common = { document, baseUrl: upstream.url, auth: "passthrough" } as const;
    const strict = started(await startBreezeway({ ...common, audit: "strict" }));
    const relaxed = started(await startBreezeway({ ...common, audit: "relaxed" }));
    const rows = await compare(
      [
        { name: "audit strict", host: strict, ...modernCall() },
        { name: "audit relaxed", host: relaxed, ...modernCall() },
      ],
      options,
    );
    return {
      title: "Audit strict beside relaxed",
      text: `The CPU of the database is not counted; its time is in the latencies. Strict waits for two commits a call, shared by all calls of the moment.\n\n${tableOf(rows)}`,
      verdicts: [],
    };
  });
