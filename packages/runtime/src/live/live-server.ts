import type { AccessKeyId, ReleaseId, ReleaseManifest, ServerId, WorkspaceId } from "@breezeway/core";
import type { CompiledTool } from "./compiled-tool.ts";
import type { ServerTexts } from "../mcp/server-texts.ts";
import type { ToolSearch } from "../search/search-tools.ts";
import type { ToolLists } from "./tool-lists.ts";

/** A release made ready to answer from: nothing in it is parsed or compiled per call. */
export interface CompiledRelease {
  readonly id: ReleaseId;
  /** Who the server is and how it behaves; tools and definitions stand compiled beside it. */
  readonly manifest: Omit<ReleaseManifest, "tools">;
  readonly tools: ReadonlyMap<string, CompiledTool>;
  readonly lists: ToolLists;
  readonly texts: ServerTexts;
  /** Present where the owner chose the search presentation. */
  readonly search?: ToolSearch;
  /** Every upstream scope that the enabled tools need, sorted. */
  readonly scopes: readonly string[];
  /** About how much memory it holds; the cache's budget counts in this. */
  readonly bytes: number;
}

/** A key that guards a shared credential, as the data plane knows it. */
export interface LiveAccessKey {
  readonly id: AccessKeyId;
  /** SHA-256 of the key, lower-case hex. */
  readonly hash: string;
  readonly readOnly: boolean;
  readonly tools?: ReadonlySet<string>;
  readonly expiresAtMs?: number;
}

/** Everything that the data plane knows of one published server at this moment. Immutable; the change feed replaces it. */
export interface LiveServer {
  readonly workspaceId: WorkspaceId;
  readonly serverId: ServerId;
  readonly workspaceSlug: string;
  readonly serverSlug: string;
  /** The endpoint's canonical URL, which is the OAuth resource. */
  readonly resourceUrl: string;
  /** Grants of an older epoch are revoked. */
  readonly epoch: number;
  /** Emergency stop of the server or its workspace. */
  readonly stopped: boolean;
  readonly release: CompiledRelease;
  /** Connection hashes that may no longer call. */
  readonly revoked: ReadonlySet<string>;
  /** By `hash`. */
  readonly accessKeys: ReadonlyMap<string, LiveAccessKey>;
}
