import { randomBytes } from "node:crypto";
import type { Role } from "../api/permissions.ts";
import { openBrowser } from "./test-browser.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { TestDashboard } from "./test-dashboard.ts";

export const password = "a long and quiet password";

export interface Person {
  readonly email: string;
  readonly browser: TestBrowser;
  readonly userId: string;
}

/** Signs someone up by the link that was mailed to them. */
export const signUp = async (
  dashboard: TestDashboard,
  email = `${randomBytes(5).toString("hex")}@example.test`,
): Promise<Person> => {
  const browser = openBrowser(dashboard);
  await browser.get("signUp", { body: { email } });
  const token = (await dashboard.linkTo(email)).split("#")[1] ?? "";
  const session = await browser.get("completeSignUp", {
    body: { token, displayName: email.split("@")[0] ?? "Someone", password, acceptTerms: true },
  });
  return { email, browser, userId: session.account?.id ?? "" };
};

export interface Team {
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string };
  readonly owner: Person;
  /** Lets someone into the workspace. */
  join(role: Role): Promise<Person>;
}

/** A workspace with its owner. */
export const foundWorkspace = async (dashboard: TestDashboard): Promise<Team> => {
  const owner = await signUp(dashboard);
  const slug = `team-${randomBytes(5).toString("hex")}`;
  const workspace = await owner.browser.get("createWorkspace", { body: { name: `Team ${slug}`, slug } });
  return {
    workspace,
    owner,
    join: async (role) => {
      const { link } = await owner.browser.get("createInvitation", {
        params: { workspace: workspace.slug },
        body: { role },
      });
      const person = await signUp(dashboard);
      await person.browser.get("acceptInvitation", { body: { token: link.split("#")[1] ?? "" } });
      return person;
    },
  };
};
