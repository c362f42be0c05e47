import type { ServerView } from "../../../server/api/servers.ts";

export type Target = "draft" | "live";

/** What the viewer brings to a trial; in this page's memory alone. */
export interface OwnCredential {
  token: string;
  /** Values of base-URL variables that users choose when they sign in. */
  variables: Readonly<Record<string, string>>;
}

const modesOfUsers: ReadonlySet<string> = new Set(["oauth", "passthrough", "user_key"]);

export const asksForCredential = (
  { credential, access }: { credential: { mode: string }; access: ServerView["access"] },
  target: Target,
): boolean => modesOfUsers.has(credential.mode) || (target === "live" && access === "access_key");

export const openVariables = ({
  sources,
}: {
  sources: readonly Pick<ServerView["sources"][number], "variables">[];
}) => [
  ...new Set(
    sources.flatMap(({ variables }) =>
      Object.values(variables).flatMap((variable) => (variable.from === "grant" ? [variable.name] : [])),
    ),
  ),
];
