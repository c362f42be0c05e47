import { useContext } from "react";
import { api, read } from "../api/client.ts";
import { keys } from "../api/queries.ts";
import { useAction } from "../api/use-action.ts";
import { text } from "../text/en.ts";
import { Button } from "../ui/button.tsx";
import { Moment } from "../ui/moment.tsx";
import { Notice } from "../ui/notice.tsx";
import { ServerContext, useCan, useWorkspace } from "./scope.ts";
import { useResumeServer, useResumeWorkspace } from "./use-resume.ts";

/** Loud on every page of the workspace. */
export function WorkspaceBanners() {
  const workspace = useWorkspace();
  const can = useCan();
  const stale = [keys.workspace(workspace.slug), keys.session];
  const target = { param: { workspace: workspace.slug } };
  const resume = useResumeWorkspace(workspace.slug);
  const keep = useAction(() => read(api.workspaces[":workspace"].keep.$post(target)), {
    stale,
    done: text.workspaces.kept,
  });
  return (
    <>
      {workspace.stoppedAt !== null && (
        <Notice
          tone="bad"
          title={text.workspaces.stoppedBanner}
          actions={
            can("workspace.stop") && (
              <Button size="small" busy={resume.busy} onClick={() => resume.run()}>
                {text.workspaces.resume}
              </Button>
            )
          }
        >
          {workspace.stopReason}
        </Notice>
      )}
      {workspace.deletesAt !== null && (
        <Notice
          tone="bad"
          actions={
            can("workspace.delete") && (
              <Button size="small" busy={keep.busy} onClick={() => keep.run()}>
                {text.workspaces.keep}
              </Button>
            )
          }
        >
          {text.workspaces.deletingBanner} <Moment at={workspace.deletesAt} mode="date" />
        </Notice>
      )}
    </>
  );
}

export function ServerBanners() {
  const workspace = useWorkspace();
  const server = useContext(ServerContext);
  const can = useCan();
  const resume = useResumeServer({ workspace: workspace.slug, server: server?.slug ?? "" });
  if (server === undefined || server.stoppedAt === null) return null;
  return (
    <Notice
      tone="bad"
      title={text.server.stoppedBanner}
      actions={
        can("servers.stop") && (
          <Button size="small" busy={resume.busy} onClick={() => resume.run()}>
            {text.workspaces.resume}
          </Button>
        )
      }
    >
      {server.stopReason}
    </Notice>
  );
}
