import { readdir } from "node:fs/promises";
import path from "node:path";
import { runMutations } from "./run-mutations.ts";

const [folder, count = "10000", seed = "1"] = process.argv.slice(2);
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (folder === undefined) {
  process.stderr.write(
    "Give a folder of documents, and if wanted how many mutations and a seed: mutate-main.ts <folder> [10000] [1]\n",
  );
  process.exitCode = 2;
} else {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  const outcome = await runMutations({
    files,
    count: Number(count),
    seed: Number(seed),
    onProgress: (done) => write(`${done} …`),
  });
  for (const failure of outcome.failures.slice(0, 50)) write(`FAILURE ${failure}`);
  write(
    `${outcome.runs} mutated documents of ${files.length}: ${outcome.imported} imported, ${JSON.stringify(outcome.refused)} refused, ${outcome.failures.length} failures, slowest ${outcome.slowestMs} ms`,
  );
  process.exitCode = outcome.failures.length > 0 ? 1 : 0;
}
