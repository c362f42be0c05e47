import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { ServiceError, systemClock } from "@breezeway/core";
import { createDeps, planReimport } from "@breezeway/dashboard";
import type { SourceInput } from "@breezeway/dashboard";
import { reimportText } from "../cli/reimport-text.ts";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { documentInput } from "../compose/document-loader.ts";
import { openEgress } from "../compose/plane-input.ts";
import { runTask } from "../compose/run-task.ts";

export interface ReimportOptions {
  readonly server: string;
  readonly source?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly dataDir?: string;
}

/** `breezeway import DOCUMENT --server WORKSPACE/SERVER`: what the document changes; applied unless it is a dry run. */
export const reimport = (document: string, options: ReimportOptions): Promise<void> => {
  const [workspace = "", server = "", ...rest] = options.server.split("/");
  if (workspace === "" || server === "" || rest.length > 0)
    throw new ServiceError("invalid_input", { message: "--server takes a workspace and a server: acme/wiki." });
  return runTask(
    configWith({ DATA_DIR: options.dataDir && fromWhereTheUserStands(options.dataDir) }),
    async ({ config, store, log, lifetime }) => {
      const egress = openEgress(config, lifetime);
      const deps = createDeps({ config, database: store.open("control"), egress, log, clock: systemClock });
      lifetime.onStop("drafts and mail", async () => {
        await deps.drafts.stop();
        deps.mailer.close();
      });
      const { signal } = new AbortController();
      const input = { workspace, server, document: await readSource(document), signal };
      const planned = await planReimport({
        deps,
        input: { ...input, ...(options.source !== undefined && { source: options.source }) },
      });
      process.stdout.write(
        options.json
          ? `${JSON.stringify(planned.preview, undefined, 2)}\n`
          : reimportText(planned.source.title, planned.preview),
      );
      if (options.dryRun) return;
      await planned.apply();
      process.stderr.write("breezeway: applied to the draft; what is live stays until it is published\n");
    },
  );
};

const readSource = async (document: string): Promise<SourceInput> => {
  const input = documentInput(document);
  if (input.kind === "url") return { kind: "url", url: input.url };
  if (input.kind === "file")
    return { kind: "upload", fileName: basename(input.path), content: await readContent(input.path) };
  throw new ServiceError("invalid_input", { message: "Give a file, a zip archive or a URL." });
};

const readContent = async (path: string): Promise<string> => {
  try {
    return await readFile(path, "base64");
  } catch (error) {
    const message = `${path} cannot be read as a file. Give a file, a zip archive or a URL.`;
    throw new ServiceError("invalid_input", { message, cause: error });
  }
};
