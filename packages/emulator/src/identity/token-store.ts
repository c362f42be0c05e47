import { randomBytes } from "node:crypto";
import { demo, demoTokens } from "../demo.ts";
import type { IssueTokenInput } from "../emulator.ts";
import { readToken, type SignedGrant, signToken } from "./signed-token.ts";

/** What a bearer token grants. */
export interface Grant {
  readonly accountId: string;
  readonly scopes: ReadonlySet<string>;
  readonly cloudIds: readonly string[];
  readonly expiresAt: number;
}

export interface TokenLifetimes {
  readonly accessSeconds: number;
  readonly refreshLeewaySeconds: number;
  /** Tokens are padded to this length, to stand for providers whose tokens are long. */
  readonly accessTokenBytes: number;
}

export interface IssuedPair {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresIn: number;
}

const defaultLifetimes: TokenLifetimes = { accessSeconds: 3_600, refreshLeewaySeconds: 600, accessTokenBytes: 0 };
const idleMs = 90 * 86_400_000;
const absoluteMs = 365 * 86_400_000;
const longAgo = 0;

/** Issues tokens and says what one grants. Signed ones outlive a restart; revocations and rotations do not. */
export class TokenStore {
  lifetimes = defaultLifetimes;
  /** Given out by a token endpoint, oldest first. */
  readonly issued: string[] = [];
  readonly #known = new Map<string, Grant>();
  readonly #revoked = new Set<string>();
  /** When each generation of a family was first exchanged. */
  readonly #spent = new Map<string, Map<number, number>>();
  readonly #now: () => number;
  readonly allScopes: readonly string[];

  constructor(now: () => number, allScopes: readonly string[]) {
    this.#now = now;
    this.allScopes = allScopes;
    this.#addDemoTokens();
  }

  issue(input: IssueTokenInput = {}): string {
    const token = input.token ?? `emulator-token-${randomBytes(18).toString("base64url")}`;
    this.#known.set(token, {
      accountId: input.accountId ?? demo.accountId,
      scopes: new Set(input.scopes ?? this.allScopes),
      cloudIds: input.cloudIds ?? [demo.cloudId],
      expiresAt: this.#now() + (input.expiresInSeconds ?? 3_600) * 1_000,
    });
    this.#revoked.delete(token);
    return token;
  }

  revoke(token: string): void {
    this.#revoked.add(token);
  }

  /** What the token grants now; nothing for one that is unknown, revoked or expired. */
  find(token: string, provider: string): Grant | undefined {
    if (this.#revoked.has(token)) return undefined;
    const known = this.#known.get(token);
    const grant = known ?? this.#readSigned(token, provider);
    return grant === undefined || grant.expiresAt <= this.#now() ? undefined : grant;
  }

  /** Starts a family of tokens: a sign-in, or one exchange of client credentials. */
  startFamily(input: {
    readonly provider: string;
    readonly clientId: string;
    readonly accountId: string;
    readonly scopes: readonly string[];
    readonly cloudIds: readonly string[];
    readonly offline: boolean;
  }): IssuedPair {
    const startedAt = this.#now();
    const { offline, ...grant } = input;
    return this.#pair(
      {
        ...grant,
        scopes: [...grant.scopes],
        cloudIds: [...grant.cloudIds],
        family: randomBytes(9).toString("base64url"),
        generation: 0,
        startedAt,
      },
      offline,
    );
  }

  /** Exchanges a refresh token; one that was exchanged before works on within the leeway. */
  refresh(
    token: string,
    client: { readonly provider: string; readonly clientId: string },
  ): (IssuedPair & { readonly scopes: readonly string[] }) | undefined {
    const grant = this.#revoked.has(token) ? undefined : readToken(token);
    if (grant === undefined || grant.kind !== "refresh") return undefined;
    if (grant.provider !== client.provider || grant.clientId !== client.clientId) return undefined;
    const now = this.#now();
    if (grant.expiresAt <= now || grant.startedAt + absoluteMs <= now) return undefined;
    const spent = this.#spent.get(grant.family) ?? new Map<number, number>();
    const spentAt = spent.get(grant.generation);
    if (spentAt !== undefined && now > spentAt + this.lifetimes.refreshLeewaySeconds * 1_000) return undefined;
    if (spentAt === undefined) spent.set(grant.generation, now);
    this.#spent.set(grant.family, spent);
    return { ...this.#pair({ ...grant, generation: grant.generation + 1 }, true), scopes: grant.scopes };
  }

  #pair(grant: Omit<SignedGrant, "id" | "kind" | "expiresAt">, offline: boolean): IssuedPair {
    const { accessSeconds, accessTokenBytes } = this.lifetimes;
    const now = this.#now();
    const accessToken = signToken(
      { ...grant, kind: "access", expiresAt: now + accessSeconds * 1_000 },
      accessTokenBytes,
    );
    const refreshToken = offline ? signToken({ ...grant, kind: "refresh", expiresAt: now + idleMs }) : undefined;
    this.issued.push(accessToken, ...(refreshToken === undefined ? [] : [refreshToken]));
    return { accessToken, refreshToken, expiresIn: accessSeconds };
  }

  #readSigned(token: string, provider: string): Grant | undefined {
    const grant = readToken(token);
    if (grant === undefined || grant.kind !== "access" || grant.provider !== provider) return undefined;
    return { ...grant, scopes: new Set(grant.scopes) };
  }

  #addDemoTokens(): void {
    const reading = this.allScopes.filter((scope) => /^(read|readonly|search)\b/.test(scope));
    const base = { accountId: demo.accountId, cloudIds: [demo.cloudId, demo.secondCloudId], expiresAt: Infinity };
    this.#known.set(demoTokens.full, { ...base, scopes: new Set(this.allScopes) });
    this.#known.set(demoTokens.readOnly, { ...base, scopes: new Set(reading) });
    this.#known.set(demoTokens.scopePoor, { ...base, scopes: new Set(["read:me"]) });
    this.#known.set(demoTokens.expired, { ...base, scopes: new Set(this.allScopes), expiresAt: longAgo });
    this.#known.set(demoTokens.noAccess, {
      ...base,
      accountId: "acc-contractor-without-access",
      scopes: new Set(this.allScopes),
    });
  }
}
