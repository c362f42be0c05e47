import type { SignedIn } from "../services/account/signed-in.ts";
import type { SessionView } from "../api/account.ts";
import type { HandlerHttp } from "./handler.ts";

/** Gives the browser its session and the application what it begins with. */
export const showSignedIn = (http: HandlerHttp, { started, view }: SignedIn): SessionView => {
  http.setSession(started);
  return view;
};
