/** What the emulated wiki holds. Ids are decimal strings, times ISO 8601. */
export interface Space {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: string;
  readonly authorId: string;
  homepageId: string;
}

export interface Version {
  readonly number: number;
  readonly message: string;
  readonly minorEdit: boolean;
  readonly authorId: string;
  readonly createdAt: string;
  readonly title: string;
  /** Storage format. */
  readonly body: string;
}

export type PageStatus = "current" | "draft" | "trashed";

export interface Page {
  readonly id: string;
  spaceId: string;
  parentId: string | null;
  position: number;
  status: PageStatus;
  readonly subtype: "live" | null;
  readonly authorId: string;
  readonly createdAt: string;
  /** Oldest first; never empty. */
  readonly versions: Version[];
  readonly labels: Label[];
}

export interface Label {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
}

export interface Comment {
  readonly id: string;
  readonly kind: "footer" | "inline";
  readonly pageId: string;
  readonly parentCommentId: string | null;
  /** The commented phrase; inline comments only. */
  readonly selection: string | null;
  resolved: boolean;
  readonly createdAt: string;
  readonly versions: Version[];
}

export interface AttachmentVersion {
  readonly number: number;
  readonly message: string;
  readonly minorEdit: boolean;
  readonly authorId: string;
  readonly createdAt: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Attachment {
  /** `att` and a number. */
  readonly id: string;
  readonly pageId: string;
  readonly title: string;
  readonly fileId: string;
  readonly createdAt: string;
  readonly versions: AttachmentVersion[];
}

/** The newest version; stores never make an entity without one. */
export const latest = <Kept>(versions: readonly Kept[]): Kept => {
  const version = versions.at(-1);
  if (version === undefined) throw new Error("An entity of the emulator has no version.");
  return version;
};
