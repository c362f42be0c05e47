import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Route, Switch, useLocation } from "wouter";
import { asApiError } from "../api/api-error.ts";
import { workspaceQuery } from "../api/queries.ts";
import { NotFound } from "../pages/not-found.tsx";
import { text } from "../text/en.ts";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { LoadFailed } from "../ui/load-failed.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { WorkspaceBanners } from "./banners.tsx";
import { Frame } from "./frame.tsx";
import { lastWorkspace } from "./last-workspace.ts";
import { NeedsPermission } from "./needs-permission.tsx";
import { neededFor, pageLabels } from "./paths.ts";
import { WorkspaceContext } from "./scope.ts";
import { ServerRoutes } from "./server-routes.tsx";

const Servers = lazy(() => import("../pages/workspace/servers.tsx").then((m) => ({ default: m.Servers })));
const CreateServer = lazy(() => import("../pages/create/create-server.tsx").then((m) => ({ default: m.CreateServer })));
const Credentials = lazy(() =>
  import("../pages/credentials/credentials.tsx").then((m) => ({ default: m.Credentials })),
);
const Members = lazy(() => import("../pages/workspace/members.tsx").then((m) => ({ default: m.Members })));
const Changes = lazy(() => import("../pages/workspace/changes.tsx").then((m) => ({ default: m.Changes })));
const Settings = lazy(() => import("../pages/workspace/settings.tsx").then((m) => ({ default: m.WorkspaceSettings })));
const ApiTokens = lazy(() => import("../pages/workspace/api-tokens.tsx").then((m) => ({ default: m.ApiTokens })));
const Activity = lazy(() => import("../pages/watch/activity.tsx").then((m) => ({ default: m.Activity })));
const Audit = lazy(() => import("../pages/watch/audit.tsx").then((m) => ({ default: m.Audit })));

export function WorkspaceRoutes({ slug }: { slug: string }) {
  const workspace = useQuery(workspaceQuery(slug));
  const [location] = useLocation();
  useEffect(() => lastWorkspace.write(slug), [slug]);
  if (workspace.error && !workspace.data) {
    const error = asApiError(workspace.error);
    return (
      <Frame>
        {error.status === 404 || error.status === 403 ? (
          <NotFound />
        ) : (
          <LoadFailed error={error} onRetry={() => void workspace.refetch()} />
        )}
      </Frame>
    );
  }
  if (!workspace.data)
    return (
      <Frame workspace={slug}>
        <Skeleton kind="page" lines={4} />
      </Frame>
    );
  return (
    <WorkspaceContext value={workspace.data}>
      <Switch>
        <Route path="/w/:workspace/s/:server/*?">{(params) => <ServerRoutes slug={params.server} />}</Route>
        <Route>
          <Frame workspace={slug}>
            <WorkspaceBanners />
            <ErrorBoundary resetKey={location}>
              <Suspense fallback={<Skeleton kind="page" lines={4} />}>
                <Switch>
                  <Route path="/w/:workspace" component={Servers} />
                  <Route path="/w/:workspace/new">
                    <NeedsPermission permission="servers.create" title={text.nav.newServer}>
                      <CreateServer />
                    </NeedsPermission>
                  </Route>
                  <Route path="/w/:workspace/activity">
                    <Activity />
                  </Route>
                  <Route path="/w/:workspace/audit">
                    <Audit />
                  </Route>
                  <Route path="/w/:workspace/credentials" component={Credentials} />
                  <Route path="/w/:workspace/members" component={Members} />
                  <Route path="/w/:workspace/changes">
                    <NeedsPermission permission={neededFor.changes} title={pageLabels.changes}>
                      <Changes />
                    </NeedsPermission>
                  </Route>
                  <Route path="/w/:workspace/api" component={ApiTokens} />
                  <Route path="/w/:workspace/settings" component={Settings} />
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </Frame>
        </Route>
      </Switch>
    </WorkspaceContext>
  );
}
