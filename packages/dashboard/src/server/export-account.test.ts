import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { currentTotp } from "./auth/totp.ts";
import { foundWorkspace, password } from "./testing/people.ts";
import type { Person } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

const storagePage = new URL("../../../../docs/storage.md", import.meta.url);

/** Rows of the table below a heading of docs/storage.md, cut into cells. */
const readTable = (page: string, heading: string): string[][] => {
  const section = page.split("\n## ").find((part) => part.startsWith(heading));
  if (section === undefined) throw new Error(`docs/storage.md has no section ${heading}.`);
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => line.split("|").slice(1, -1));
};
const namesIn = (cell = ""): string[] => Array.from(cell.matchAll(/`(\w+)`/g), ([, name = ""]) => name);

describe("a person's export", () => {
  let dashboard: TestDashboard;
  let person: Person;
  let text: string;
  let exported: Record<string, unknown>;
  const secrets: string[] = [];

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    const team = await foundWorkspace(dashboard);
    const params = { workspace: team.workspace.slug };
    person = await team.join("editor");
    const { browser } = person;
    const begun = await browser.get("beginTotp", { body: { password } });
    const code = currentTotp(begun.secret, dashboard.clock.now());
    const { recoveryCodes } = await browser.get("confirmTotp", { body: { setup: begun.setup, code } });
    await browser.get("changeEmail", { body: { newEmail: "elsewhere@example.test", password } });
    const link = await dashboard.linkTo("elsewhere@example.test");
    const { secret } = await browser.get("createApiToken", { params, body: { name: "CI", scopes: ["servers.read"] } });
    await dashboard.database.owner.unscoped((tx) => tx.sql`INSERT INTO operators (user_id) VALUES (${person.userId})`);
    await team.owner.browser.get("removeMember", { params: { ...params, userId: person.userId } });
    await foundOwn(person);
    secrets.push(begun.secret, secret, link.split("#")[1] ?? "", browser.cookie?.split("=")[1] ?? "", ...recoveryCodes);
    ({ text } = await browser.call("exportAccount"));
    exported = JSON.parse(text) as Record<string, unknown>;
  }, 60_000);
  afterAll(() => dashboard.close());

  const foundOwn = async ({ browser }: Person) => {
    await browser.get("createWorkspace", { body: { name: "Own", slug: "own" } });
    await browser.get("createInvitation", { params: { workspace: "own" }, body: { role: "viewer" } });
  };

  it("has something of every table that docs/storage.md says refers to a person", async () => {
    const rows = readTable(await readFile(storagePage, "utf8"), "What a person's export holds");
    for (const [table, part = ""] of rows) {
      if (part.trim().startsWith("–")) continue;
      const [name = ""] = namesIn(part);
      expect(exported[name], `${table}: ${name}`).toBeTruthy();
      expect(exported[name], `${table}: ${name}`).not.toEqual([]);
    }
  });

  it("leaves out no table that refers to a person", async () => {
    const page = await readFile(storagePage, "utf8");
    const referring = await dashboard.database.owner.unscoped(
      (tx) => tx.sql<{ name: string }[]>`
        SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'breezeway.users'::regclass`,
    );
    const ofPeople = readTable(page, "People").flatMap(([table]) => namesIn(table));
    const named = readTable(page, "What a person's export holds").flatMap(([table]) => namesIn(table));
    const tables = referring.map(({ name }) => name.replace(/^breezeway\./, ""));
    expect(tables.length).toBeGreaterThan(10);
    expect(new Set(named)).toEqual(new Set([...ofPeople, ...tables]));
  });

  it("tells of workspaces that the person has left what is theirs, and nothing that is not", () => {
    expect(exported["apiTokens"]).toMatchObject([{ name: "CI", scopes: ["servers.read"] }]);
    expect(exported["memberships"]).toMatchObject([{ slug: "own", role: "owner" }]);
    expect(exported["invitations"]).toMatchObject([
      { workspace: "Own", isSent: true, isAccepted: false },
      { isSent: false, isAccepted: true, role: "editor" },
    ]);
    const changes = exported["workspaceChanges"] as { kind: string; isActor: boolean }[];
    expect(changes.map(({ kind, isActor }) => [kind, isActor])).toEqual(
      expect.arrayContaining([
        ["invitation.created", true],
        ["member.joined", true],
        ["member.removed", false],
      ]),
    );
    expect(changes.filter(({ kind }) => kind === "invitation.created")).toHaveLength(1);
  });

  it("holds no secret and no hash", () => {
    for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    expect(text).not.toMatch(/argon2|[Hh]ash/);
    expect(Object.keys(exported)).not.toContain("secrets");
  });
});
