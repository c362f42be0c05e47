import type { Secret, SessionId, UserId } from "@breezeway/core";
import { hashToken, newToken, sessionId } from "@breezeway/core";
import type { FoundSession, UserTx } from "@breezeway/db";
import { endSession, findSession, insertSession, touchSession } from "@breezeway/db";
import type { Deps } from "../context.ts";

const hourMs = 3_600_000;
export const sessionIdleMs = 12 * hourMs;
export const sessionMaxMs = 14 * 24 * hourMs;
const touchEveryMs = 5 * 60_000;
const longestUserAgent = 300;

export interface StartedSession {
  readonly id: SessionId;
  /** Goes into the cookie; only its hash is stored. */
  readonly token: Secret;
  readonly expiresAt: Date;
}

/** The browser that a session belongs to. */
export interface Browser {
  readonly userAgent: string;
  readonly address: string;
  /** Cookie that came with the request, whatever it is worth. */
  readonly sessionToken: string | undefined;
}

/** A session always begins with a new id. */
export const startSession = async (
  tx: UserTx,
  input: { readonly userAgent: string; readonly now: Date; readonly secondFactor: boolean },
): Promise<StartedSession> => {
  const token = newToken("bws");
  const id = sessionId.create();
  const expiresAt = new Date(input.now.getTime() + sessionMaxMs);
  await insertSession(tx, {
    id,
    tokenHash: hashToken(token.reveal()),
    userAgent: input.userAgent.slice(0, longestUserAgent),
    now: input.now,
    idleExpiresAt: new Date(input.now.getTime() + sessionIdleMs),
    expiresAt,
    ...(input.secondFactor && { secondFactorAt: input.now }),
  });
  return { id, token, expiresAt };
};

/** The session that a cookie stands for; slides its idle end forward every few minutes. */
export const readSession = async (deps: Deps, token: string | undefined): Promise<FoundSession | undefined> => {
  if (token === undefined || token.length > 100) return undefined;
  const found = await deps.database.unscoped((tx) => findSession(tx, hashToken(token)));
  if (!found) return undefined;
  const nowMs = deps.clock();
  if (nowMs >= found.expiresAt.getTime() || nowMs >= found.idleExpiresAt.getTime()) return undefined;
  if (nowMs - found.lastSeenAt.getTime() < touchEveryMs) return found;
  const idleExpiresAt = new Date(Math.min(nowMs + sessionIdleMs, found.expiresAt.getTime()));
  await deps.database.asUser({ userId: found.userId }, (tx) =>
    touchSession(tx, { id: found.sessionId, now: new Date(nowMs), idleExpiresAt }),
  );
  return { ...found, idleExpiresAt };
};

/** Ends the session that a browser came with, whoever it belonged to: signing in replaces it. */
export const endPresentedSession = async (deps: Deps, browser: Browser): Promise<void> => {
  const presented = await readSession(deps, browser.sessionToken);
  if (!presented) return;
  await deps.database.asUser({ userId: presented.userId satisfies UserId }, (tx) =>
    endSession(tx, { id: presented.sessionId, now: new Date(deps.clock()) }),
  );
};

/** "Firefox on Linux", for the list of sessions. */
export const describeDevice = (userAgent: string): string => {
  const browser =
    firstOf(userAgent, [
      ["Edg/", "Edge"],
      ["OPR/", "Opera"],
      ["Firefox/", "Firefox"],
      ["Chrome/", "Chrome"],
      ["Safari/", "Safari"],
      ["curl/", "curl"],
    ]) ?? "A browser";
  const system = firstOf(userAgent, [
    ["iPhone", "iPhone"],
    ["iPad", "iPad"],
    ["Android", "Android"],
    ["Windows", "Windows"],
    ["Mac OS X", "macOS"],
    ["Linux", "Linux"],
  ]);
  return system === undefined ? browser : `${browser} on ${system}`;
};

const firstOf = (text: string, marks: readonly (readonly [string, string])[]): string | undefined =>
  marks.find(([mark]) => text.includes(mark))?.[1];
