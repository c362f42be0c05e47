import { startTwoCredentials, startUpstream } from "../hosts.ts";
import { compare } from "../pair.ts";
import type { LoadOptions } from "../pair.ts";
import { atMost, tableOf } from "../report.ts";
import type { Section } from "../report.ts";
import { modernCall } from "../requests.ts";
import { measureIdentify } from "./isolated-identify.ts";
import { withHosts } from "./with-hosts.ts";

/** What it costs that a token is sealed: opening it alone, and a whole call beside one with a raw bearer. */
export const compareSealed = (options: LoadOptions): Promise<Section> =>
  withHosts(async (started) => {
    const isolated = await measureIdentify(options.runs);
    const upstream = started(await startUpstream());
    const { host, ...tokens } = await startTwoCredentials(upstream.url);
    started(host);
    const rows = await compare(
      [
        { name: "sealed token", host: { ...host, url: tokens.oauthUrl }, ...modernCall(tokens.sealedToken) },
        { name: "raw bearer", host: { ...host, url: tokens.passthroughUrl }, ...modernCall(tokens.rawToken) },
      ],
      options,
    );
    return {
      title: "A sealed token beside a raw bearer",
      text: [
        `Opening and identifying alone: **${isolated.medianUs.toFixed(1)} µs** for a token of ${isolated.bytes} characters (the upstream's own has ${tokens.rawToken.length}).`,
        "The whole call: one process, two servers of the same tool; what reaches the upstream is the same in both.",
        tableOf(rows),
      ].join("\n\n"),
      verdicts: [
        atMost("opening and identifying a sealed token", isolated.medianUs, 40, "µs"),
        atMost("call with a sealed token : with a raw bearer", rows[0]?.medianRatio ?? Number.NaN, 1.15),
      ],
    };
  });
