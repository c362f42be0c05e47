import { Command, Option } from "commander";
import type { AuditExportOptions } from "../commands/audit-export.ts";
import type { ReimportOptions } from "../commands/reimport.ts";
import type { PlaneOptions } from "../commands/run-plane.ts";
import type { ServeOptions } from "../commands/serve.ts";
import type { StartOptions } from "../commands/start.ts";

const dataDir = ["--data-dir <dir>", "directory of the private database and the development keys"] as const;
const readyFile = ["--ready-file <path>", "write what scripts need as JSON once all is ready"] as const;
const port = ["--port <number>", "port to listen on"] as const;

/**
 * The command line. Settings that no flag names come from the environment; the README lists them.
 * A command's code is loaded when it is called, so that help is quick and each process loads what it runs.
 */
export const createProgram = (): Command => {
  const program = new Command("breezeway")
    .description("Hosts MCP servers made from OpenAPI documents, and keeps no end user's token.")
    .exitOverride()
    .showHelpAfterError("(breezeway --help lists the commands)")
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong command line or configuration.");

  program
    .command("start")
    .description("run everything in one process, with a demo workspace on first start")
    .option(...port)
    .option(...dataDir)
    .option(...readyFile)
    .option("--no-demo", "leave the demo workspace and its Confluence emulator out")
    .action(async (options: StartOptions) => (await import("../commands/start.ts")).start(options));
  addServing(program);
  addServe(program);
  addMaintenance(program);
  addPeople(program);
  return program;
};

const addServing = (program: Command): void => {
  for (const [name, description, action] of [
    ["runtime", "run one replica of the data plane", "runRuntime"],
    ["dashboard", "run one replica of the control plane", "runDashboard"],
  ] as const)
    program
      .command(name)
      .description(description)
      .option(...port)
      .option("--host <address>", "address to listen on")
      .option(...dataDir)
      .option(...readyFile)
      .action(async (options: PlaneOptions) => (await import("../commands/run-plane.ts"))[action](options));
};

const addServe = (program: Command): void => {
  program
    .command("serve")
    .description("from one OpenAPI document to a running MCP endpoint")
    .argument("<document>", "file, folder, zip archive or URL")
    .option("--base-url <url>", "where the API is; by default what the document says")
    .option("--auth <mode>", "passthrough, none, api_key, bearer or basic", "passthrough")
    .addOption(
      new Option(
        "--access <who>",
        "who may call where the credential is shared: access_key (default; for --auth none: public) or public",
      ),
    )
    .addOption(new Option("--api-key-in <place>", "where an API key travels").choices(["header", "query", "cookie"]))
    .option("--api-key-name <name>", "name of the header, query parameter or cookie")
    .option("--search", "list three tools that find, describe and call the rest")
    .option("--slug <slug>", "last part of the address; by default made from the document's title")
    .option(...port)
    .option("--host <address>", "address to listen on; this machine alone by default")
    .option("--workers <number>", "processes that share the port", "1")
    .addOption(new Option("--audit <mode>", "relaxed (default) or strict").choices(["relaxed", "strict"]))
    .option(...dataDir)
    .option(...readyFile)
    .option("--log-level <level>", "warn by default")
    .addHelpText(
      "after",
      "\nA shared credential is read from UPSTREAM_CREDENTIAL or the file named by UPSTREAM_CREDENTIAL_FILE, never from the command line.",
    )
    .action(async (document: string, options: ServeOptions) =>
      (await import("../commands/serve.ts")).serve(document, options),
    );
};

type ImportOptions = Omit<ReimportOptions, "server"> & { readonly server?: string };

const addPeople = (program: Command): void => {
  program
    .command("accounts")
    .description("help people into a deployment that sends no mail")
    .command("link")
    .description("print a link with which an address makes its account; it works once, for one hour")
    .argument("<email>", "address of the account")
    .option(...dataDir)
    .action(async (email: string, options: { dataDir?: string }) =>
      (await import("../commands/accounts-link.ts")).accountsLink(email, options),
    );
  program
    .command("operators")
    .description("say who runs this deployment")
    .command("add")
    .description("let an account see the operator's page: counts over all workspaces")
    .argument("<email>", "address of an account")
    .option(...dataDir)
    .action(async (email: string, options: { dataDir?: string }) =>
      (await import("../commands/operators-add.ts")).operatorsAdd(email, options),
    );
};

const addMaintenance = (program: Command): void => {
  program
    .command("import")
    .description("show what a document would become; with --server, put it in the place of a server's document")
    .argument("<document>", "file, folder, zip archive or URL")
    .option("--server <workspace/server>", "import it anew into this server's draft")
    .option(
      "--source <title>",
      "which of the server's documents it replaces, by title or id; needed where it has several",
    )
    .option("--dry-run", "with --server: only show what would change", false)
    .option("--json", "print everything as JSON", false)
    .option(...dataDir)
    .addHelpText("after", "\nWithout --server, and with --dry-run, nothing is written.")
    .action(async (document: string, { server, ...options }: ImportOptions) => {
      if (server === undefined) return (await import("../commands/import.ts")).importPreview(document, options);
      return (await import("../commands/reimport.ts")).reimport(document, { ...options, server });
    });
  program
    .command("migrate")
    .description("bring the database to this version's schema")
    .option(...dataDir)
    .action(async (options: { dataDir?: string }) => (await import("../commands/migrate.ts")).migrate(options));
  const keys = program.command("keys").description("make and rotate encryption keys");
  keys
    .command("generate")
    .description("print a new entry for ENCRYPTION_KEYS")
    .option("--connection-hash", "print a value for CONNECTION_HASH_KEY instead", false)
    .action(async (options: { connectionHash: boolean }) =>
      (await import("../commands/keys-generate.ts")).keysGenerate(options),
    );
  keys
    .command("rotate")
    .description("seal every stored secret anew under the newest key, while the product serves")
    .action(async () => (await import("../commands/keys-rotate.ts")).keysRotate());
  program
    .command("audit")
    .description("work with the audit trail")
    .command("export")
    .description("write a workspace's audit events as NDJSON")
    .requiredOption("--workspace <id>", "the workspace's id (ws_…)")
    .option("--from <time>", "first moment, e.g. 2026-01-31")
    .option("--to <time>", "first moment that is left out")
    .option(...dataDir)
    .action(async (options: AuditExportOptions) => (await import("../commands/audit-export.ts")).auditExport(options));
  program
    .command("doctor")
    .description("check configuration, database, keys and disk")
    .option(...dataDir)
    .action(async (options: { dataDir?: string }) => (await import("../commands/doctor.ts")).doctor(options));
};
