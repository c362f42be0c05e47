// Fills a private PostgreSQL with audit events over 30 days and times what the dashboard asks of it.
// Usage: npm run bench:audit [-- --events 10000000 --data-dir DIR]; a folder filled once is asked again as it is.
import { parseArgs } from "node:util";
import { listAuditEvents } from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { median } from "../load.ts";
import { writeReport } from "../report.ts";
import type { Verdict } from "../report.ts";
import { fill, scaleServers, scaleWorkspace } from "./fill.ts";
import { measureInsert } from "./insert-cost.ts";
import { activityQuestions, auditQuestions, operatorQuestions } from "./questions.ts";
import type { Question, Sample } from "./questions.ts";
import { openScaleDatabase } from "./scale-database.ts";

const { values } = parseArgs({
  options: { events: { type: "string", default: "10000000" }, "data-dir": { type: "string" } },
});
const events = Number(values.events);
const repeats = 7;

const findSample = (control: Database): Promise<Sample> =>
  control.inWorkspace({ workspaceId: scaleWorkspace }, async (tx) => {
    const [newest] = await listAuditEvents(tx, { limit: 1 });
    const past = newest && new Date(newest.at.getTime() - 15 * 24 * 3_600_000);
    const [event] = await listAuditEvents(tx, { ...(past && { to: past }), limit: 1 });
    const [busy, quiet] = [scaleServers[0], scaleServers.at(-1)];
    if (!newest || !event || !busy || !quiet) throw new Error("There are no events to ask about.");
    const rare = await tx.sql<{ hash: string }[]>`SELECT md5('connection-4990') AS hash`;
    return {
      serverId: busy,
      quietServerId: quiet,
      event,
      rareConnection: rare[0]?.hash ?? "",
      middle: event,
      newest,
    };
  });

interface Answer {
  readonly question: Question;
  readonly firstMs: number;
  readonly medianMs: number;
  readonly rows: number;
}

const ask = async (control: Database, question: Question): Promise<Answer> => {
  const times: number[] = [];
  let rows = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const beganAt = performance.now();
    rows = await question.ask(control);
    times.push(performance.now() - beganAt);
  }
  return { question, firstMs: times[0] ?? Number.NaN, medianMs: median(times), rows };
};

const row = ({ question, firstMs, medianMs, rows }: Answer): string =>
  `| ${question.name} | ${rows} | ${firstMs.toFixed(1)} | ${medianMs.toFixed(1)} | ${medianMs <= question.wantedMs ? "" : `over ${question.wantedMs}`} |`;

const database = await openScaleDatabase(values["data-dir"]);
try {
  console.log(`Data in ${database.dataDir}`);
  const filled = await fill(database.owner, events, (text) => console.log(text));
  console.log(`Filled in ${filled.seconds.toFixed(0)} s`);
  const sample = await findSample(database.control);
  const now = new Date();
  const answers: Answer[] = [];
  console.log("| question | rows | first ms | median ms | |\n|---|---|---|---|---|");
  for (const question of [...auditQuestions(sample), ...activityQuestions(now), ...operatorQuestions(now)]) {
    const answer = await ask(database.control, question);
    answers.push(answer);
    console.log(row(answer));
  }
  const insertMs = await measureInsert(database.data);
  console.log(`\nGroup commit of 500 events: ${insertMs.toFixed(1)} ms`);
  const pages = answers.filter(({ question }) => question.wantedMs === 100);
  const slowest = pages.toSorted((a, b) => b.medianMs - a.medianMs)[0];
  const verdict: Verdict = {
    what: `slowest page of the audit list (${slowest?.question.name ?? "none"})`,
    measured: `${slowest?.medianMs.toFixed(1) ?? "?"} ms`,
    wanted: "≤ 100 ms",
    isMet: (slowest?.medianMs ?? Number.NaN) <= 100,
  };
  const table = ["| question | rows | first ms | median ms | |", "|---|---|---|---|---|", ...answers.map(row)].join(
    "\n",
  );
  const figures = answers.filter(({ question }) => question.wantedMs !== 100);
  const slowestFigure = figures.toSorted((a, b) => b.medianMs - a.medianMs)[0];
  const figuresVerdict: Verdict = {
    what: `slowest question of the activity page (${slowestFigure?.question.name ?? "none"})`,
    measured: `${slowestFigure?.medianMs.toFixed(0) ?? "?"} ms`,
    wanted: "≤ 2,000 ms, the query deadline",
    isMet: (slowestFigure?.medianMs ?? Number.NaN) <= 2_000,
  };
  const path = writeReport("Audit scale", {
    how: `${events} events over 30 days, nine of ten of the workspace that asks; each question ${repeats} times through the dashboard's own store functions and role, the first one as it came, with whatever the cache held.`,
    sections: [
      { title: "What the dashboard asks", text: table, verdicts: [verdict, figuresVerdict] },
      {
        title: "What recording costs",
        text: `One group commit of 500 events into the day of today: ${insertMs.toFixed(1)} ms (median).`,
        verdicts: [],
      },
    ],
  });
  console.log(`Written to ${path}`);
} finally {
  await database.close();
}
process.exit();
