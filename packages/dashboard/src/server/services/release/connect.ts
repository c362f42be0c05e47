import { connectSnippets, connectSnippetsCheckedOn, releaseManifest } from "@breezeway/core";
import type { CredentialMode } from "@breezeway/core";
import { findLiveServer, loadRelease } from "@breezeway/db";
import type { ConnectView } from "../../api/releases.ts";
import type { PublicContext, WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";

interface Connectable {
  readonly name: string;
  readonly description: string;
  readonly iconUrl: string | null;
  readonly mcpUrl: string;
  readonly live: boolean;
  readonly stopped: boolean;
  readonly mode: CredentialMode;
  readonly access: ConnectView["access"];
}

const signInTexts: Record<CredentialMode, string> = {
  oauth: "Your client opens a browser once: sign in at the provider there, and allow what you want.",
  passthrough: "Your client sends a bearer token that you got elsewhere.",
  user_key: "Your client opens a browser once: enter your own key there. It is kept in your client alone.",
  api_key: "The owner shares one credential.",
  bearer: "The owner shares one credential.",
  basic: "The owner shares one credential.",
  client_credentials: "The owner shares one service account.",
  none: "The API needs no credential.",
};

const signInText = ({ mode, access }: Connectable): string =>
  access === "access_key"
    ? `${signInTexts[mode]} You need an access key from the owner.`
    : access === "public"
      ? `${signInTexts[mode]} Anyone with the address may call.`
      : signInTexts[mode];

/** Clients that know only a token are told to bring one; the others sign in by themselves. */
const bearerPlaceholder = ({ mode, access }: Connectable): string | undefined =>
  mode === "passthrough" ? "YOUR_TOKEN" : access === "access_key" ? "YOUR_ACCESS_KEY" : undefined;

const connectView = (target: Connectable): ConnectView => {
  const bearer = bearerPlaceholder(target);
  return {
    server: { name: target.name, description: target.description, iconUrl: target.iconUrl },
    mcpUrl: target.mcpUrl,
    live: target.live,
    stopped: target.stopped,
    mode: target.mode,
    access: target.access,
    signIn: signInText(target),
    snippets: connectSnippets({
      mcpUrl: target.mcpUrl,
      name: target.name,
      ...(bearer !== undefined && { bearer }),
    }).map(({ client, label, steps, snippet, link, works }) => ({
      client,
      label,
      steps: [...steps],
      snippet: snippet ? { language: snippet.language, file: snippet.file ?? null, text: snippet.text } : null,
      link: link ? { ...link } : null,
      works,
    })),
    checkedOn: connectSnippetsCheckedOn,
  };
};

export const getConnect = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string };
}): Promise<ConnectView> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = await readServer(tx, input.server);
    return connectView({
      name: server.name,
      description: server.description,
      iconUrl: server.iconUrl,
      mcpUrl: `${ctx.deps.config.publicUrl}/mcp/${ctx.workspace.slug}/${server.slug}`,
      live: server.liveReleaseId !== null,
      stopped: server.stoppedAt !== null,
      mode: server.credential.mode,
      access: server.access,
    });
  });

/** Says only what is published; a draft's name is nobody's business. */
export const getPublicConnect = async ({
  ctx: { deps },
  input,
}: {
  ctx: PublicContext;
  input: { readonly workspace: string; readonly server: string };
}): Promise<ConnectView> => {
  const live = await deps.database.unscoped((tx) =>
    findLiveServer(tx, { workspaceSlug: input.workspace, serverSlug: input.server }),
  );
  const { releaseId } = live ?? {};
  if (!live || !releaseId) throw notFound();
  const stored = await deps.database.inWorkspace({ workspaceId: live.workspaceId }, (tx) =>
    loadRelease(tx, { releaseId }),
  );
  if (!stored) throw notFound();
  const { server, credential, access } = releaseManifest.parse(JSON.parse(stored.manifest));
  return connectView({
    name: server.name,
    description: server.description,
    iconUrl: server.iconUrl ?? null,
    mcpUrl: `${deps.config.publicUrl}/mcp/${input.workspace}/${input.server}`,
    live: true,
    stopped: live.stopped,
    mode: credential.mode,
    access,
  });
};
