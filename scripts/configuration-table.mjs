// Writes the configuration table of the README from the one table of settings. Usage: node --conditions=breezeway-source scripts/configuration-table.mjs [--check]
import { readFileSync, writeFileSync } from "node:fs";
import { listSettings } from "@breezeway/core";

const path = new URL("../README.md", import.meta.url);
const [begin, end] = ["<!-- configuration:begin -->", "<!-- configuration:end -->"];
const readme = readFileSync(path, "utf8");
const [before] = readme.split(begin);
const after = readme.split(end)[1];

const rows = listSettings().map((setting) => {
  const name = setting.isSecret ? `\`${setting.name}\` *(or \`${setting.name}_FILE\`)*` : `\`${setting.name}\``;
  return `| ${name} | ${setting.description} | ${defaultOf(setting)} |`;
});
const table = [
  "## Configuration",
  "",
  "From the environment; a secret may also be given as the path of a file.",
  "",
  "| setting | what it does | default |",
  "|---|---|---|",
  ...rows,
].join("\n");
const wanted = `${before}${begin}\n\n${table}\n\n${end}${after}`;

if (process.argv.includes("--check")) {
  if (wanted !== readme) {
    console.error(
      "The README's configuration table is not up to date: run `node scripts/run.mjs node --conditions=breezeway-source scripts/configuration-table.mjs`.",
    );
    process.exit(1);
  }
} else writeFileSync(path, wanted);

function defaultOf(setting) {
  if (setting.defaultText) return setting.defaultText;
  if (setting.isRequiredInProduction) return "required in production";
  if (setting.default === undefined) return "–";
  if (typeof setting.default === "string") return `\`${setting.default}\``;
  const { development, production } = setting.default;
  return `\`${development}\` (development), \`${production}\` (production)`;
}
