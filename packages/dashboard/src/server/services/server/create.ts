import type { Slug } from "@breezeway/core";
import { defaultPolicy, serverId, ServiceError, sourceId } from "@breezeway/core";
import type { ServerRow } from "@breezeway/db";
import { insertServer, listServers } from "@breezeway/db";
import type { CredentialInput, NewSource, SecretInput, ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { readDocument, storeSource } from "../source/store-import.ts";
import { accessFor, checkMayAimSecret, checkReferences } from "./credential-settings.ts";
import { readServer } from "./read-server.ts";
import { readServerView } from "./server-view.ts";
import { settleSecret } from "./settle-secret.ts";

export interface CreateServerInput {
  readonly name: string;
  readonly slug: Slug;
  readonly description: string;
  readonly iconUrl?: string | undefined;
  readonly sources: readonly NewSource[];
  readonly credential: CredentialInput;
  readonly secret?: SecretInput | undefined;
  readonly access?: ServerRow["access"] | undefined;
  readonly presentation: ServerRow["presentation"];
}

/** Storing thousands of tools takes longer than a common transaction may. */
export const storeDeadlineMs = 20_000;

/** Nothing is written before every document has been read. */
export const createServer = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: CreateServerInput;
}): Promise<ServerView> => {
  checkMayAimSecret(ctx, input.credential.mode);
  const access = accessFor(input.credential.mode, input.access);
  const documents = await Promise.all(input.sources.map((settings) => readDocument(ctx, settings)));
  return changeWorkspace(
    ctx,
    async (tx, now) => {
      checkRoom("servers", (await listServers(tx)).length);
      const { credential, secret, name } = input;
      const settled = await settleSecret(tx, ctx, { credential, secret, name, now });
      await checkReferences(tx, ctx.deps, settled.credential);
      const id = serverId.create();
      const isFree = await insertServer(tx, {
        id,
        slug: input.slug,
        name: input.name,
        description: input.description,
        iconUrl: input.iconUrl ?? null,
        credential: settled.credential,
        access,
        presentation: input.presentation,
        policy: defaultPolicy,
        now,
      });
      if (!isFree) throw serverSlugTaken();
      for (const [position, settings] of input.sources.entries()) {
        const document = documents[position];
        if (document)
          await storeSource(tx, ctx, { id: sourceId.create(), serverId: id, position, settings, document, now });
      }
      return {
        result: await readServerView(tx, ctx, await readServer(tx, id)),
        changes: [
          ...settled.changes,
          {
            kind: "server.created",
            subject: input.name,
            serverId: id,
            after: {
              name: input.name,
              slug: input.slug,
              mode: input.credential.mode,
              access,
              documents: documents.map(({ result }) => ({
                title: result.document.title,
                hash: result.document.hash,
                tools: result.tools.length,
              })),
            },
          },
        ],
      };
    },
    { deadlineMs: storeDeadlineMs },
  );
};

export const serverSlugTaken = (): ServiceError =>
  new ServiceError("conflict", { message: "Another server of this workspace has this address.", at: "slug" });
