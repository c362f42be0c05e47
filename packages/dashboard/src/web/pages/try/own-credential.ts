import type { ServerView } from "../../../server/api/servers.ts";

export type Target = "draft" | "live";

/** What the viewer brings to a trial; in this page's memory alone. */
export interface OwnCredential {
  token: string;
  /** Values of base-URL variables that users choose when they sign in. */
  variables: Readonly<Record<string, string>>;
}

const modesOfUsers: ReadonlySet<string> = new Set(["oauth", "passthrough", "user_key"]);
const modesOfClients: ReadonlySet<string> = new Set(["oauth", "user_key"]);

type Guarded = { credential: { mode: string }; access: ServerView["access"] };

export const asksForCredential = ({ credential, access }: Guarded, target: Target): boolean =>
  modesOfUsers.has(credential.mode) || (target === "live" && access === "access_key");

/** Whether live takes only tokens that a client got by signing in there: nobody has one at hand. */
export const takesClientTokens = ({ credential }: Pick<Guarded, "credential">): boolean =>
  modesOfClients.has(credential.mode);

/** What is tried unless the viewer chooses: live where it stands for the draft and can be tried at once, else the draft. */
export const chooseTarget = (input: {
  wanted: string | null;
  mayDraft: boolean;
  isLive: boolean;
  server: Guarded & Pick<ServerView, "status">;
}): Target => {
  const { wanted, mayDraft, isLive, server } = input;
  if (!mayDraft) return "live";
  if (!isLive || wanted === "draft") return "draft";
  if (wanted === "live") return "live";
  return server.status === "changed" || takesClientTokens(server) ? "draft" : "live";
};

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
