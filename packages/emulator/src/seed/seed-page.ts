/** A page of the seed, with what hangs below it. */
export interface SeedPage {
  readonly title: string;
  readonly author: string;
  readonly labels?: readonly string[];
  readonly body: string;
  /** Earlier bodies, oldest first, each with the message of the change that followed. */
  readonly history?: readonly { readonly body: string; readonly message: string }[];
  readonly comments?: readonly string[];
  readonly files?: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[];
  readonly children?: readonly SeedPage[];
}

export interface SeedSpace {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly home: SeedPage;
}

export const roles = {
  onCall: "acc-on-call-engineer",
  platform: "acc-platform-engineer",
  owner: "acc-service-owner",
  manager: "acc-engineering-manager",
  people: "acc-people-partner",
} as const;
