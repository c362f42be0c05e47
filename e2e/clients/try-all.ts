// `npm run clients [-- NAME…]`: real MCP clients against the running product in OAuth mode; results go to out/clients/.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository.ts";
import { installClients } from "./install.ts";
import { startScene } from "./scene.ts";
import type { Subject } from "./subject.ts";
import { claudeCode, codex, opencode } from "./subjects/agents.ts";
import { sdks } from "./subjects/sdk.ts";
import { inspector, mcporter, mcpRemote } from "./subjects/terminal-tools.ts";
import { type Trial, tryClient } from "./try-client.ts";

const subjects: readonly Subject[] = [...sdks, mcpRemote, inspector, mcporter, claudeCode, codex, opencode];
const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = subjects.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part)),
);
const out = join(repositoryRoot, "out", "clients");

const row = ({ subject, signedIn, listed, called, refreshed, told, notes }: Trial): string =>
  `| ${subject.name} ${subject.version} | ${subject.how} | ${signedIn} | ${listed} | ${called} | ${refreshed} | ${told} | ${notes.join("; ")} |`;

const table = (trials: readonly Trial[]): string =>
  [
    `Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${process.platform}.`,
    "",
    "| client | driven by | signs in | lists | calls | refreshes | told when revoked | notes |",
    "|---|---|---|---|---|---|---|---|",
    ...trials.map(row),
    "",
  ].join("\n");

process.stdout.write("Installing the clients …\n");
const bin = await installClients(process.env["CLIENTS_DIR"] ?? join(repositoryRoot, "out", "clients-installed"));
const trials: Trial[] = [];
await mkdir(out, { recursive: true });
const canReachInternet = await fetch("https://chatgpt.com/oauth/codex/client.json", {
  signal: AbortSignal.timeout(5_000),
}).then(
  ({ ok }) => ok,
  () => false,
);
const scene = await startScene(bin, !canReachInternet);
try {
  for (const subject of chosen) {
    process.stdout.write(`${subject.name} ${subject.version} …\n`);
    const tried = await tryClient(subject, scene);
    const note = "registered, because its metadata document on the internet could not be fetched from here";
    const trial =
      subject.bringsDocument === true && !canReachInternet ? { ...tried, notes: [note, ...tried.notes] } : tried;
    trials.push(trial);
    await writeFile(join(out, `${subject.name.replaceAll(/[^\w-]+/g, "-")}.txt`), trial.transcript);
    process.stdout.write(`  ${row(trial)}\n`);
  }
} finally {
  await scene.close();
}
await writeFile(join(out, "results.md"), table(trials));
process.stdout.write(`\n${table(trials)}`);
process.exit(trials.every(({ signedIn, listed }) => signedIn === "yes" && listed === "yes") ? 0 : 1);
