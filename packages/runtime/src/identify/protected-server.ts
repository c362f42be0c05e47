import type { ReleaseManifest, ServerId, ToolDefinition, WorkspaceId } from "@breezeway/core";
import type { LiveAccessKey } from "../live/live-server.ts";

/** What identification and the OAuth façade need to know of a server; a `LiveServer` is one. */
export interface ProtectedServer {
  readonly workspaceId: WorkspaceId;
  readonly serverId: ServerId;
  readonly workspaceSlug: string;
  readonly serverSlug: string;
  /** The endpoint's canonical URL, which is the OAuth resource. */
  readonly resourceUrl: string;
  readonly epoch: number;
  readonly stopped: boolean;
  readonly revoked: ReadonlySet<string>;
  readonly accessKeys: ReadonlyMap<string, LiveAccessKey>;
  readonly release: {
    readonly manifest: Omit<ReleaseManifest, "tools">;
    readonly tools: ReadonlyMap<string, { readonly definition: ToolDefinition }>;
  };
}

/** Modes in which the façade signs users in; the others have no authorization server to point at. */
export const hasFacade = ({ release }: ProtectedServer): boolean => {
  const { credential, access } = release.manifest;
  return credential.mode === "oauth" || credential.mode === "user_key" || access === "access_key";
};
