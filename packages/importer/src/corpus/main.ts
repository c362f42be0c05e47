import { runCorpus } from "./run-corpus.ts";

const [folder] = process.argv.slice(2);
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (folder === undefined) {
  process.stderr.write("Give the folder to import: npm run corpus -- <folder>\n");
  process.exitCode = 2;
} else {
  const outcome = await runCorpus(folder, { write });
  process.exitCode = outcome.exitCode;
}
