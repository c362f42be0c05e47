import type { UpstreamCredential } from "../identify/caller.ts";
import { percentEncode } from "../request/percent-encode.ts";

export const mask = "••••••••";

export interface Scrubber {
  /** The text with every trace of the credential masked. */
  readonly scrub: (text: string) => string;
  /** Characters of the longest form that is looked for. */
  readonly longest: number;
}

/** Finds a credential in each form that an API may echo it in. */
export const createScrubber = (credential: UpstreamCredential | null): Scrubber => {
  const forms = [...new Set(secretsOf(credential).flatMap(spellingsOf))]
    .filter((form) => form !== "")
    .toSorted((a, b) => b.length - a.length);
  return {
    scrub: (text) => forms.reduce((clean, form) => clean.replaceAll(form, mask), text),
    longest: forms[0]?.length ?? 0,
  };
};

const secretsOf = (credential: UpstreamCredential | null): readonly string[] => {
  if (credential === null) return [];
  switch (credential.type) {
    case "bearer":
      return [credential.token.reveal()];
    case "api_key":
      return [credential.value.reveal()];
    case "basic": {
      const pair = credential.pair.reveal();
      return [pair, pair.slice(pair.indexOf(":") + 1)];
    }
  }
};

const spellingsOf = (secret: string): readonly string[] => {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    json,
    json.replaceAll("/", "\\/"),
    percentEncode(secret),
    encodeURIComponent(secret.toWellFormed()),
    Buffer.from(secret, "utf8").toString("base64"),
    Buffer.from(secret, "utf8").toString("base64url"),
  ];
};
