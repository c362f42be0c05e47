import type { ReleaseManifest, ToolDefinition } from "@breezeway/core";
import type { LiveServer } from "../live/live-server.ts";

/** What identification and the OAuth façade need to know of a server; a `LiveServer` is one. */
export interface ProtectedServer extends Omit<LiveServer, "release"> {
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
