import { text } from "../text/en.ts";
import { api, otherTabs, read, readCsrfToken, type Send, sendOnce, sendThrough, setCsrfToken } from "./client.ts";
import { sessionGuard } from "./session-guard.ts";

/** Sends as the page's owner or not at all: while somebody else or nobody is signed in, it waits. */
const send: Send = async (input, init) => {
  if (isAboutSession(input)) return sendOnce(input, init);
  const intent = (init?.method ?? "GET") === "GET" ? "read" : "write";
  const wait = async (): Promise<boolean> => {
    while (!sessionGuard.isClear()) if (!(await sessionGuard.whenClear(intent))) return false;
    return true;
  };
  if (!(await wait())) return notSignedIn();
  const sentWith = readCsrfToken();
  const answer = await sendOnce(input, init);
  const isSuspect = answer.status === 401 || (answer.status === 403 && intent === "write");
  if (!isSuspect || !sessionGuard.isBound()) return answer;
  await checkSession();
  if (sessionGuard.isClear() && readCsrfToken() === sentWith) return answer;
  return (await wait()) ? sendOnce(input, init) : notSignedIn();
};

const isAboutSession = (input: RequestInfo | URL): boolean => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.origin);
  return pathname === "/api/session" || pathname.startsWith("/api/auth/");
};

const notSignedIn = (): Response =>
  Response.json({ error: { code: "unauthenticated", message: text.session.signedOut } }, { status: 401 });

let checking: Promise<void> | undefined;

/** Looks whose session the browser has by now; unreachable counts as no news. */
const checkSession = (): Promise<void> => {
  checking ??= learnSession().finally(() => {
    checking = undefined;
  });
  return checking;
};

const learnSession = async (): Promise<void> => {
  const session = await read(api.session.$get()).catch(() => undefined);
  if (session === undefined) return;
  setCsrfToken(session.csrfToken);
  sessionGuard.learn(session);
};

/** From now on no request of the console goes out in another name. */
export const guardRequests = (): void => {
  sendThrough(send);
  otherTabs.addEventListener("message", () => {
    if (sessionGuard.isBound()) void checkSession();
  });
};
