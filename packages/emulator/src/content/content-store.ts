import { randomUUID } from "node:crypto";
import {
  type Attachment,
  type AttachmentVersion,
  type Comment,
  type Label,
  latest,
  type Page,
  type Space,
} from "./model.ts";
import { normaliseStorage } from "./storage-format.ts";

export interface NewPage {
  readonly spaceId: string;
  readonly parentId: string | null;
  readonly title: string;
  readonly body: string;
  readonly authorId: string;
  readonly status?: "current" | "draft";
  readonly subtype?: "live" | null;
  readonly createdAt?: string;
  readonly labels?: readonly string[];
}

export interface NewVersion {
  readonly title: string;
  readonly body: string;
  readonly authorId: string;
  readonly message: string;
  readonly minorEdit?: boolean;
}

const firstId = 65_537;
const idStep = 32;

/** The content of one site, in memory. Finds and changes; says nothing about HTTP. */
export class ContentStore {
  readonly spaces = new Map<string, Space>();
  readonly pages = new Map<string, Page>();
  readonly comments = new Map<string, Comment>();
  readonly attachments = new Map<string, Attachment>();
  readonly #labels = new Map<string, Label>();
  readonly #now: () => number;
  #nextId = firstId;

  constructor(now: () => number) {
    this.#now = now;
  }

  timestamp(): string {
    return new Date(this.#now()).toISOString();
  }

  spaceByKey(key: string): Space | undefined {
    return this.spaces.values().find((space) => space.key.toLowerCase() === key.toLowerCase());
  }

  pageByTitle(spaceId: string, title: string): Page | undefined {
    const wanted = title.toLowerCase();
    return this.pages
      .values()
      .find(
        (page) =>
          page.spaceId === spaceId && page.status === "current" && latest(page.versions).title.toLowerCase() === wanted,
      );
  }

  addSpace(space: Omit<Space, "id" | "homepageId">): Space {
    const added: Space = { ...space, id: this.#takeId(), homepageId: "" };
    this.spaces.set(added.id, added);
    return added;
  }

  addPage(input: NewPage): Page {
    const createdAt = input.createdAt ?? this.timestamp();
    const page: Page = {
      id: this.#takeId(),
      spaceId: input.spaceId,
      parentId: input.parentId,
      position: this.childrenOf(input.parentId, input.spaceId).length,
      status: input.status ?? "current",
      subtype: input.subtype ?? null,
      authorId: input.authorId,
      createdAt,
      labels: (input.labels ?? []).map((name) => this.label(name)),
      versions: [
        {
          number: 1,
          message: "",
          minorEdit: false,
          authorId: input.authorId,
          createdAt,
          title: input.title,
          body: normaliseStorage(input.body),
        },
      ],
    };
    this.pages.set(page.id, page);
    return page;
  }

  addVersion(entity: Page | Comment, input: NewVersion): void {
    entity.versions.push({
      number: latest(entity.versions).number + 1,
      message: input.message,
      minorEdit: input.minorEdit ?? false,
      authorId: input.authorId,
      createdAt: this.timestamp(),
      title: input.title,
      body: normaliseStorage(input.body),
    });
  }

  childrenOf(parentId: string | null, spaceId: string): Page[] {
    return [...this.pages.values()]
      .filter((page) => page.parentId === parentId && page.spaceId === spaceId && page.status === "current")
      .toSorted((a, b) => a.position - b.position);
  }

  /** Ancestors, nearest last. */
  ancestorsOf(page: Page): Page[] {
    const parent = page.parentId === null ? undefined : this.pages.get(page.parentId);
    return parent === undefined ? [] : [...this.ancestorsOf(parent), parent];
  }

  addComment(input: {
    readonly kind: "footer" | "inline";
    readonly pageId: string;
    readonly parentCommentId?: string | null;
    readonly selection?: string | null;
    readonly body: string;
    readonly authorId: string;
  }): Comment {
    const createdAt = this.timestamp();
    const comment: Comment = {
      id: this.#takeId(),
      kind: input.kind,
      pageId: input.pageId,
      parentCommentId: input.parentCommentId ?? null,
      selection: input.selection ?? null,
      resolved: false,
      createdAt,
      versions: [
        {
          number: 1,
          message: "",
          minorEdit: false,
          authorId: input.authorId,
          createdAt,
          title: "",
          body: normaliseStorage(input.body),
        },
      ],
    };
    this.comments.set(comment.id, comment);
    return comment;
  }

  attachmentByName(pageId: string, title: string): Attachment | undefined {
    return this.attachments.values().find((attachment) => attachment.pageId === pageId && attachment.title === title);
  }

  addAttachment(pageId: string, title: string, version: Omit<AttachmentVersion, "number" | "createdAt">): Attachment {
    const createdAt = this.timestamp();
    const attachment: Attachment = {
      id: `att${this.#takeId()}`,
      pageId,
      title,
      fileId: randomUUID(),
      createdAt,
      versions: [{ ...version, number: 1, createdAt }],
    };
    this.attachments.set(attachment.id, attachment);
    return attachment;
  }

  addAttachmentVersion(attachment: Attachment, version: Omit<AttachmentVersion, "number" | "createdAt">): void {
    const number = latest(attachment.versions).number + 1;
    attachment.versions.push({ ...version, number, createdAt: this.timestamp() });
  }

  /** The site's label of that name, made on first use. */
  label(name: string, prefix = "global"): Label {
    const key = `${prefix}:${name}`;
    const known = this.#labels.get(key);
    if (known !== undefined) return known;
    const label: Label = { id: this.#takeId(), prefix, name };
    this.#labels.set(key, label);
    return label;
  }

  #takeId(): string {
    this.#nextId += idStep;
    return String(this.#nextId);
  }
}
