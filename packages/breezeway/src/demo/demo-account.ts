import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const demoAccount = z.object({ email: z.string(), password: z.string() });
export type DemoAccount = z.infer<typeof demoAccount>;

/** The demo owner's login: made once with a random password and kept beside the private database, mode 0600. */
export const keepDemoAccount = async (dataDir: string): Promise<DemoAccount> => {
  const path = join(dataDir, "demo-account.json");
  const kept = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (kept !== undefined) return demoAccount.parse(JSON.parse(kept));
  const account = { email: "owner@demo.example", password: randomBytes(12).toString("base64url") };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(account)}\n`, { mode: 0o600 });
  return account;
};
