import { randomBytes } from "node:crypto";
import type { AuthorizeRequest } from "./authorize-request.ts";

/** What an authorization code stands for until it is redeemed, once. */
export interface PendingGrant {
  readonly request: AuthorizeRequest;
  readonly accountId: string;
  readonly cloudIds: readonly string[];
  readonly expiresAt: number;
}

const codeLifeMs = 300_000;

export class CodeBook {
  readonly #pending = new Map<string, PendingGrant>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(grant: Omit<PendingGrant, "expiresAt">): string {
    const code = `emulator-code-${randomBytes(18).toString("base64url")}`;
    this.#pending.set(code, { ...grant, expiresAt: this.#now() + codeLifeMs });
    return code;
  }

  /** Takes the code away, whatever comes of it. */
  redeem(code: string): PendingGrant | undefined {
    const grant = this.#pending.get(code);
    this.#pending.delete(code);
    return grant === undefined || grant.expiresAt <= this.#now() ? undefined : grant;
  }

  clear(): void {
    this.#pending.clear();
  }
}
