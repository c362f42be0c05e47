import type { CanaryReport } from "../support/canary-search.ts";
import type { Canaries } from "./canaries.ts";
import type { Journey } from "./journey.ts";
import type { SelfTest } from "./self-test.ts";

export interface Proof {
  readonly journey: Journey;
  readonly canaries: Canaries;
  readonly selfTest: SelfTest;
  readonly searches: Readonly<Record<string, CanaryReport>>;
  readonly browserAbsent: string | undefined;
  readonly ranAt: Date;
}

export const hitsOf = ({ searches }: Proof) => Object.values(searches).flatMap(({ hits }) => hits);

const namesOf = ({ values, keys }: Canaries): string[] => [...Object.keys(values), ...Object.keys(keys)];

/** The report that is published: names of secrets, never their values. */
export const reportOf = (proof: Proof): string => {
  const { journey, canaries, selfTest, searches, browserAbsent, ranAt } = proof;
  const hits = hitsOf(proof);
  return [
    "# Where the tokens are not",
    "",
    `Made by \`npm run prove:no-tokens\` on ${ranAt.toISOString().slice(0, 16).replace("T", " ")} UTC.`,
    "",
    `**${hits.length} hits** for ${namesOf(canaries).length} secrets.`,
    "",
    "## What was done",
    "",
    ...journey.steps.map((step) => `- ${step}`),
    "",
    "Logs were written at `debug`, auditing was strict, and the database was frozen for one call.",
    "",
    "## What was looked for",
    "",
    ...namesOf(canaries).map((name) => `- ${name}`),
    "",
    "Each as it is, in hexadecimal, URL encoding, UTF-16, and in base64 and base64url at each of the three places a text may begin.",
    "",
    "## Where",
    "",
    "| searched | files | megabytes | hits |",
    "|---|---|---|---|",
    ...Object.entries(searches).map(
      ([name, { files, bytes, hits: found }]) =>
        `| ${name} | ${files} | ${(bytes / 1e6).toFixed(1)} | ${found.length} |`,
    ),
    "",
    browserAbsent === undefined
      ? "Chromium signed in to the dashboard and took part."
      : `No browser could be started (${browserAbsent}); cookies of the sign-ins were searched all the same.`,
    "",
    "Not searched, by design: the ready file and the demo account's file. Both exist to hand the login of a demo to whoever started it, are readable by that user alone, and the password in them was changed before anything else was done.",
    "",
    "## Whether the search finds anything at all",
    "",
    `${selfTest.found} of ${selfTest.planted} planted texts were found${selfTest.missed.length === 0 ? "." : `; missed: ${selfTest.missed.join(", ")}.`}`,
    ...(hits.length === 0
      ? []
      : ["", "## Hits", "", ...hits.map(({ canary, encoding, where }) => `- ${canary} (${encoding}) in ${where}`)]),
    "",
  ].join("\n");
};
