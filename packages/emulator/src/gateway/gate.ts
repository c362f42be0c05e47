import { demo } from "../demo.ts";
import { type Account, accountById } from "../identity/directory.ts";
import type { TokenStore } from "../identity/token-store.ts";
import type { Operation } from "../openapi/operation.ts";

export type Admission =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly status: number; readonly body: unknown };

export interface GateInput {
  readonly authorization: string | null;
  readonly cloudId: string;
  readonly api: "v1" | "v2";
  /** Absent when no operation has that path. */
  readonly operation: Operation | undefined;
}

const unauthorized = { ok: false, status: 401, body: { code: 401, message: "Unauthorized" } } as const;

const scopeMissing = {
  ok: false,
  status: 401,
  body: { code: 401, message: "Unauthorized; scope does not match" },
} as const;

const notPermitted = {
  v1: { ok: false, status: 403, body: { message: "Current user not permitted to use Confluence", statusCode: 403 } },
  v2: {
    ok: false,
    status: 404,
    body: { errors: [{ status: 404, code: "NOT_FOUND", title: "Not Found", detail: null }] },
  },
} as const;

/** The gateway's order: token, then scope, then the site, then whether the account may use Confluence at all. */
export const admit = (input: GateInput, tokens: TokenStore): Admission => {
  const basic = basicAccount(input.authorization);
  if (basic !== undefined) return basic;
  const token = bearerOf(input.authorization);
  const grant = token === undefined ? undefined : tokens.find(token, "atlassian");
  const account = grant === undefined ? undefined : accountById(grant.accountId);
  if (grant === undefined || account === undefined) return unauthorized;
  const { operation } = input;
  if (operation !== undefined && !operation.scopes.some((scopes) => scopes.every((scope) => grant.scopes.has(scope))))
    return scopeMissing;
  if (!grant.cloudIds.includes(input.cloudId))
    return { ok: false, status: 404, body: { code: 404, message: "Not Found" } };
  return account.mayUseConfluence ? { ok: true, account } : notPermitted[input.api];
};

export const bearerOf = (authorization: string | null): string | undefined =>
  /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];

/** Name and password of a basic header. */
export const basicPair = (
  authorization: string | null,
): { readonly name: string; readonly password: string } | undefined => {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
};

// API tokens of a user: e-mail address and token, through the gateway or at the site's own domain.
const basicAccount = (authorization: string | null): Admission | undefined => {
  const pair = basicPair(authorization);
  if (pair === undefined) return undefined;
  const account = accountById(demo.accountId);
  const matches = pair.name === demo.email && pair.password === demo.apiToken;
  return matches && account !== undefined ? { ok: true, account } : unauthorized;
};
