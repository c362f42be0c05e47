import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { asApiError } from "../api/api-error.ts";
import { serverQuery } from "../api/queries.ts";
import { NotFound } from "../pages/not-found.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { LoadFailed } from "../ui/load-failed.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ServerBanners, WorkspaceBanners } from "./banners.tsx";
import { Frame } from "./frame.tsx";
import { ServerContext, useWorkspace } from "./scope.ts";

const Overview = lazy(() => import("../pages/mcp-server/overview.tsx").then((m) => ({ default: m.Overview })));
const Tools = lazy(() => import("../pages/tools/tools.tsx").then((m) => ({ default: m.Tools })));
const Documents = lazy(() => import("../pages/mcp-server/documents.tsx").then((m) => ({ default: m.Documents })));
const SignIn = lazy(() => import("../pages/mcp-server/sign-in.tsx").then((m) => ({ default: m.SignIn })));
const TryIt = lazy(() => import("../pages/try/try-it.tsx").then((m) => ({ default: m.TryIt })));
const Publish = lazy(() => import("../pages/mcp-server/publish.tsx").then((m) => ({ default: m.Publish })));
const Connections = lazy(() => import("../pages/mcp-server/connections.tsx").then((m) => ({ default: m.Connections })));
const Settings = lazy(() => import("../pages/mcp-server/settings.tsx").then((m) => ({ default: m.ServerSettings })));
const Activity = lazy(() => import("../pages/watch/activity.tsx").then((m) => ({ default: m.Activity })));
const Audit = lazy(() => import("../pages/watch/audit.tsx").then((m) => ({ default: m.Audit })));

export function ServerRoutes({ slug }: { slug: string }) {
  const workspace = useWorkspace();
  const server = useQuery(serverQuery({ workspace: workspace.slug, server: slug }));
  const [location] = useLocation();
  if (server.error && !server.data) {
    const error = asApiError(server.error);
    return (
      <Frame workspace={workspace.slug}>
        {error.status === 404 ? <NotFound /> : <LoadFailed error={error} onRetry={() => void server.refetch()} />}
      </Frame>
    );
  }
  if (!server.data)
    return (
      <Frame workspace={workspace.slug} server={slug}>
        <Skeleton kind="page" lines={4} />
      </Frame>
    );
  const base = "/w/:workspace/s/:server";
  return (
    <ServerContext value={server.data}>
      <Frame workspace={workspace.slug} server={slug}>
        <WorkspaceBanners />
        <ServerBanners />
        <ErrorBoundary resetKey={location}>
          <Suspense fallback={<Skeleton kind="page" lines={4} />}>
            <Switch>
              <Route path={base} component={Overview} />
              <Route path={`${base}/tools`} component={Tools} />
              <Route path={`${base}/documents`} component={Documents} />
              <Route path={`${base}/sign-in`} component={SignIn} />
              <Route path={`${base}/try`} component={TryIt} />
              <Route path={`${base}/publish`} component={Publish} />
              <Route path={`${base}/connections`} component={Connections} />
              <Route path={`${base}/activity`}>
                <Activity server={server.data} />
              </Route>
              <Route path={`${base}/audit`}>
                <Audit server={server.data} />
              </Route>
              <Route path={`${base}/settings`} component={Settings} />
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </Frame>
    </ServerContext>
  );
}
