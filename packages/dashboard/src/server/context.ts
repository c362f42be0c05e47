import type {
  Clock,
  Config,
  ConnectionHasher,
  Egress,
  Logger,
  RequestId,
  SessionId,
  UserId,
  WorkspaceId,
} from "@breezeway/core";
import type { Database } from "@breezeway/db";
import type { SourcePreset } from "./api/imports.ts";
import type { Role } from "./api/permissions.ts";
import type { DraftDesk } from "./drafts/draft-desk.ts";
import type { DocumentImporter } from "./import/document-importer.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { OperatorProviders } from "./providers/operator-providers.ts";
import type { Background } from "./background.ts";
import type { PasswordHasher } from "./auth/passwords.ts";

/** What every service may use. Made once for a process. */
export interface Deps {
  readonly config: Config;
  readonly database: Database;
  readonly egress: Egress;
  readonly log: Logger;
  readonly clock: Clock;
  readonly background: Background;
  readonly mailer: Mailer;
  readonly passwords: PasswordHasher;
  readonly importer: DocumentImporter;
  readonly drafts: DraftDesk;
  readonly presets: readonly SourcePreset[];
  readonly operatorProviders: OperatorProviders;
  readonly hashConnection: ConnectionHasher;
}

/** A call of a service by nobody in particular. */
export interface PublicContext {
  readonly deps: Deps;
  readonly requestId: RequestId;
  readonly log: Logger;
}

/** Who acts. `system` acts for the operator: the command line, schedules. */
export type Actor =
  | { readonly kind: "user"; readonly userId: UserId; readonly name: string }
  /** A program with a token that this user made. */
  | {
      readonly kind: "api_token";
      readonly userId: UserId;
      readonly name: string;
      readonly scopes: readonly string[];
    }
  | { readonly kind: "system"; readonly userId: null; readonly name: "Breezeway" };

export interface AccountContext extends PublicContext {
  readonly actor: Extract<Actor, { kind: "user" }>;
  /** The session that the request came with. */
  readonly session: { readonly id: SessionId; readonly expiresAt: Date };
}

export interface WorkspaceContext extends PublicContext {
  readonly actor: Actor;
  readonly workspace: { readonly id: WorkspaceId; readonly slug: string; readonly name: string; readonly role: Role };
}
