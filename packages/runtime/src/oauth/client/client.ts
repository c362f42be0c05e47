import { createHash } from "node:crypto";

/** An application that asks for access; always public, authenticated by nothing but its redirect URI and PKCE. */
export interface OAuthClient {
  readonly id: string;
  readonly fingerprint: string;
  /** What it calls itself; nobody has checked it. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  /** Host that serves the client's metadata document; absent for registered clients, whose origin is unknown. */
  readonly verifiedHost?: string;
}

/** Stands for a client id inside sealed values: a registered id is itself a sealed value of a kilobyte. */
export const clientFingerprint = (clientId: string): string =>
  createHash("sha256").update(clientId).digest("base64url").slice(0, 22);
