import { systemClock } from "@breezeway/core";
import { createSignUpLink } from "@breezeway/dashboard";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { runTask } from "../compose/run-task.ts";

/** `breezeway accounts link EMAIL`: a sign-up link on standard output, for a deployment that sends no mail. */
export const accountsLink = (email: string, options: { readonly dataDir?: string }): Promise<void> =>
  runTask(
    configWith({ DATA_DIR: options.dataDir && fromWhereTheUserStands(options.dataDir) }),
    async ({ config, store }) => {
      const deps = { config, clock: systemClock, database: store.open("control") };
      const { link, expiresAt } = await createSignUpLink({ deps, email });
      process.stderr.write(
        `breezeway: works once, until ${expiresAt.toISOString()}; whoever holds it gets the account\n`,
      );
      process.stdout.write(`${link}\n`);
    },
  );
