import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { asApiError } from "../api/api-error.ts";
import { guardRequests } from "../api/guarded-send.ts";
import { queryClient } from "../api/query-client.ts";
import { sessionQuery } from "../api/queries.ts";
import { sessionGuard } from "../api/session-guard.ts";
import { NotFound } from "../pages/not-found.tsx";
import { LoadFailed } from "../ui/load-failed.tsx";
import { ToastProvider } from "../ui/toast.tsx";
import { Frame, FrameSkeleton } from "./frame.tsx";
import { lastWorkspace } from "./last-workspace.ts";
import { paths } from "./paths.ts";
import { SessionContext, type SignedIn, useSession } from "./scope.ts";
import { SessionInterruption } from "./session-interruption.tsx";
import { useFocusKeeper } from "./use-focus-keeper.ts";
import { WorkspaceRoutes } from "./workspace-routes.tsx";

const NewWorkspace = lazy(() =>
  import("../pages/workspace/new-workspace.tsx").then((m) => ({ default: m.NewWorkspace })),
);
const Account = lazy(() => import("../pages/account/account.tsx").then((m) => ({ default: m.Account })));
const Operator = lazy(() => import("../pages/operator/operator.tsx").then((m) => ({ default: m.Operator })));

guardRequests();

/** Everything behind a session. */
export function Console() {
  useFocusKeeper();
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <SessionGate />
        </ToastProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

function SessionGate() {
  const session = useQuery(sessionQuery);
  const [location, navigate] = useLocation();
  const isAnonymous = session.data?.account === null;
  const accountId = session.data?.account?.id;
  useEffect(() => (accountId === undefined ? undefined : sessionGuard.bind(accountId)), [accountId]);
  useEffect(() => {
    if (!isAnonymous) return;
    queryClient.clear();
    const next = `${location}${globalThis.location.search}`;
    navigate(next === "/" ? paths.login : `${paths.login}?next=${encodeURIComponent(next)}`, { replace: true });
  }, [isAnonymous, location, navigate]);
  if (session.error && !session.data)
    return <LoadFailed error={asApiError(session.error)} onRetry={() => void session.refetch()} />;
  if (!session.data?.account) return <FrameSkeleton />;
  const home = homeWorkspace(session.data.workspaces);
  const around = home === undefined ? {} : { workspace: home };
  return (
    <SessionContext value={session.data as SignedIn}>
      <Suspense fallback={<FrameSkeleton />}>
        <Switch>
          <Route path="/" component={Start} />
          <Route path="/w/:workspace/*?">{(params) => <WorkspaceRoutes slug={params.workspace} />}</Route>
          <Route path={paths.newWorkspace}>
            <Frame {...around}>
              <NewWorkspace />
            </Frame>
          </Route>
          <Route path={paths.account}>
            <Frame {...around}>
              <Account />
            </Frame>
          </Route>
          <Route path={paths.operator}>
            <Frame {...around}>
              <Operator />
            </Frame>
          </Route>
          <Route>
            <Frame>
              <NotFound />
            </Frame>
          </Route>
        </Switch>
      </Suspense>
      <SessionInterruption account={session.data.account} />
    </SessionContext>
  );
}

const homeWorkspace = (workspaces: SignedIn["workspaces"]): string | undefined => {
  const last = lastWorkspace.read();
  return (workspaces.find(({ slug }) => slug === last) ?? workspaces[0])?.slug;
};

/** The workspace last looked at, else the first, else the making of one. */
function Start() {
  const { workspaces } = useSession();
  const home = homeWorkspace(workspaces);
  return <Redirect replace to={home === undefined ? paths.newWorkspace : paths.workspace(home)} />;
}
