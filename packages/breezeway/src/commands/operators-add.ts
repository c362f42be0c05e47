import { systemClock } from "@breezeway/core";
import { addOperator } from "@breezeway/dashboard";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { runTask } from "../compose/run-task.ts";

/** `breezeway operators add EMAIL`: lets an account see the operator's page. */
export const operatorsAdd = (email: string, options: { readonly dataDir?: string }): Promise<void> =>
  runTask(configWith({ DATA_DIR: options.dataDir && fromWhereTheUserStands(options.dataDir) }), async ({ store }) => {
    await addOperator({ deps: { clock: systemClock }, owner: store.open("owner"), email });
    process.stdout.write(`${email} is an operator.\n`);
  });
