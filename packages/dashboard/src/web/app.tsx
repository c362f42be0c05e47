import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { ErrorBoundary } from "./ui/error-boundary.tsx";

const Login = lazy(() => import("./pages/auth/login.tsx").then((page) => ({ default: page.Login })));
const SignUp = lazy(() => import("./pages/auth/sign-up.tsx").then((page) => ({ default: page.SignUp })));
const Forgot = lazy(() => import("./pages/auth/forgot.tsx").then((page) => ({ default: page.Forgot })));
const MailLink = lazy(() => import("./pages/auth/mail-link.tsx").then((page) => ({ default: page.MailLink })));
const Invite = lazy(() => import("./pages/auth/invite.tsx").then((page) => ({ default: page.Invite })));
const Trust = lazy(() => import("./pages/public/trust.tsx").then((page) => ({ default: page.Trust })));
const Reference = lazy(() => import("./pages/public/reference.tsx").then((page) => ({ default: page.Reference })));
const Install = lazy(() => import("./pages/public/install.tsx").then((page) => ({ default: page.Install })));
const Console = lazy(() => import("./shell/console.tsx").then((page) => ({ default: page.Console })));

/** Public pages come without the console's code; everything else is behind a session. */
export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/sign-in" component={Login} />
          <Route path="/sign-up" component={SignUp} />
          <Route path="/forgot-password" component={Forgot} />
          <Route path="/welcome" component={MailLink} />
          <Route path="/reset-password" component={MailLink} />
          <Route path="/confirm-email" component={MailLink} />
          <Route path="/invitation" component={Invite} />
          <Route path="/trust" component={Trust} />
          <Route path="/reference" component={Reference} />
          <Route path="/connect/:workspace/:server">
            {(params) => <Install workspace={params.workspace} server={params.server} />}
          </Route>
          <Route component={Console} />
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
