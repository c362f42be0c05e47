import { useEffect, useRef, useState } from "react";
import type { RouteOutput } from "../../../server/api/routes.ts";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { api, read } from "../../api/client.ts";
import { useWorkspace } from "../../shell/scope.ts";

export type SignInResult = RouteOutput<"finishProviderSignIn">;
interface Pending {
  providerId: string;
  ticket: string;
}

const storageKey = "breezeway.provider-sign-in";

/** What the provider sent back behind `#`, taken out of the address at once. */
const takeAnswer = (): { pending: Pending; answer: string } | undefined => {
  const answer = new URLSearchParams(location.hash.slice(1)).get("answer");
  const stored = sessionStorage.getItem(storageKey);
  if (answer === null || stored === null) return undefined;
  sessionStorage.removeItem(storageKey);
  history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  return { pending: JSON.parse(stored) as Pending, answer };
};

/**
 * Signs the viewer in at a provider and comes back to this page. Only a ticket that is worthless by itself waits in the
 * tab's storage; the token it leads to is handed to `onResult` and kept nowhere.
 */
export const useProviderSignIn = (onResult: (result: SignInResult, providerId: string) => void) => {
  const workspace = useWorkspace();
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SignInResult>();
  const done = useRef(onResult);
  useEffect(() => {
    done.current = onResult;
  });
  const routes = api.workspaces[":workspace"].providers[":providerId"].test;
  useEffect(() => {
    const taken = takeAnswer();
    if (taken === undefined) return;
    const { providerId, ticket } = taken.pending;
    const finish = async () => {
      const json = { ticket, answer: taken.answer };
      const finished = await read(routes.finish.$post({ param: { workspace: workspace.slug, providerId }, json }));
      setResult(finished);
      done.current(finished, providerId);
    };
    finish().catch((failure: unknown) => setError(asApiError(failure)));
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the browser comes back.
  }, []);
  useEffect(() => {
    // Back from the provider's page finds this one as it was left, waiting.
    const onShow = (event: PageTransitionEvent) => event.persisted && setBusy(false);
    globalThis.addEventListener("pageshow", onShow);
    return () => globalThis.removeEventListener("pageshow", onShow);
  }, []);
  const start = (providerId: string, scopes: readonly string[]) => {
    setBusy(true);
    setError(undefined);
    read(
      routes["sign-in"].$post({
        param: { workspace: workspace.slug, providerId },
        json: { returnPath: `${location.pathname}${location.search}`, scopes: [...scopes] },
      }),
    )
      .then(({ authorizeUrl, ticket }) => {
        sessionStorage.setItem(storageKey, JSON.stringify({ providerId, ticket } satisfies Pending));
        return location.assign(authorizeUrl);
      })
      .catch((failure: unknown) => {
        setBusy(false);
        setError(asApiError(failure));
      });
  };
  return { start, busy, error, result };
};
