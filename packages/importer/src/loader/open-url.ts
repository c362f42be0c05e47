import { ServiceError } from "@breezeway/core";
import { filesBase } from "../files/file-set.ts";
import { isObject } from "../json/json-object.ts";
import { isOpenApi } from "../normalise/dialect.ts";
import { documentError } from "../parse/document-error.ts";
import { decodeBytes } from "../parse/parse-text.ts";
import { looksLikeRoot } from "./find-entry.ts";
import type { FetchedResource, KnownVersion } from "./loader.ts";
import { assertSize, openBytes } from "./open-files.ts";
import type { OpenedSource, OpenInput, ReadFile } from "./opened-source.ts";
import { readPage } from "./read-page.ts";
import { gunzip, isGzip, isZip } from "./unpack.ts";
import { wellKnownUrls } from "./well-known.ts";

const accept =
  "application/vnd.oai.openapi+json, application/json, application/yaml, text/yaml;q=0.9, text/html;q=0.5, */*;q=0.3";
const maxTries = 40;

/** An address of a document, or of a page or host that leads to one. */
export const openUrl = async (url: string, open: OpenInput): Promise<OpenedSource> => {
  const address = checkedUrl(url);
  const first = await get(address, open, conditions(open.known));
  if (first.status === 304 && open.known !== undefined)
    return {
      bytes: new Uint8Array(),
      uri: address,
      url: address,
      unchanged: true,
      read: async () => ({ problem: "" }),
    };
  if (first.status < 400) {
    if (isZip(first.body)) return { ...openBytes(first.body, undefined, open), ...versionOf(first) };
    const opened = asDocument(first, open);
    if (opened !== undefined) return opened;
  }
  return discover(first, open);
};

const checkedUrl = (url: string): string => {
  const text =
    /^[a-z][a-z0-9+.-]*:/i.test(url.trim()) && !/^[^/]*:\d+(?:\/|$)/.test(url.trim())
      ? url.trim()
      : `https://${url.trim()}`;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || (parsed.protocol !== "https:" && parsed.protocol !== "http:"))
    throw documentError({
      code: "invalid_input",
      message: "This is no web address.",
      advice: "Give an address that begins with https://.",
    });
  parsed.hash = "";
  return parsed.href;
};

const conditions = (known: KnownVersion | undefined): Record<string, string> => ({
  ...(known?.etag === undefined ? {} : { "if-none-match": known.etag }),
  ...(known?.lastModified === undefined ? {} : { "if-modified-since": known.lastModified }),
});

const get = async (url: string, open: OpenInput, headers: Record<string, string> = {}): Promise<FetchedResource> => {
  const { loader, limits, signal } = open;
  if (loader.fetch === undefined)
    throw documentError({
      code: "egress_refused",
      message: "Documents cannot be fetched here.",
      advice: "Give a file instead.",
    });
  const answer = await loader.fetch({
    url,
    headers: { accept, ...headers },
    maxBytes: limits.maxBytes,
    ...(signal === undefined ? {} : { signal }),
  });
  const body = isGzip(answer.body) ? gunzip(answer.body, limits.maxBytes) : answer.body;
  assertSize(body, "The document", limits.maxBytes);
  return { ...answer, body };
};

const isPage = (answer: FetchedResource): boolean =>
  /html/i.test(answer.headers["content-type"] ?? "") ||
  /^\s*(?:<!doctype|<html|<head|<\?xml)/i.test(decodeBytes(answer.body.subarray(0, 500)));

/** The answer as a root document; `undefined` where it is a page or something else. */
const asDocument = (answer: FetchedResource, open: OpenInput): OpenedSource | undefined => {
  if (answer.status >= 400 || isPage(answer)) return undefined;
  if (!looksLikeRoot(answer.body) && !isRootJson(answer.body)) return undefined;
  return {
    ...versionOf(answer),
    bytes: answer.body,
    uri: answer.url,
    read: (uri) => readRemote(uri, answer.url, open),
  };
};

const isRootJson = (bytes: Uint8Array): boolean => {
  if (bytes[0] !== 0x7b) return false;
  try {
    const value: unknown = JSON.parse(decodeBytes(bytes));
    return isObject(value) && isOpenApi(value);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
};

const versionOf = (answer: FetchedResource) => {
  const etag = answer.headers["etag"];
  const lastModified = answer.headers["last-modified"];
  return {
    url: answer.url,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
};

/** Only the document's own origin and those the owner allowed: anything else is left unread. */
const readRemote = async (uri: string, documentUrl: string, open: OpenInput): Promise<ReadFile> => {
  if (!URL.canParse(uri) || uri.startsWith(filesBase)) return { problem: `${uri.slice(0, 200)} is no address.` };
  const { origin, protocol } = new URL(uri);
  const allowed = [new URL(documentUrl).origin, ...open.referenceOrigins];
  if ((protocol !== "https:" && protocol !== "http:") || !allowed.includes(origin))
    return { problem: `${uri.slice(0, 200)} lies outside the document's origin and was not fetched.` };
  try {
    const answer = await get(uri, open);
    return answer.status >= 400
      ? { problem: `${uri.slice(0, 200)} answered ${answer.status}.` }
      : { bytes: answer.body };
  } catch (error) {
    if (error instanceof ServiceError && error.code !== "deadline_exceeded")
      return { problem: `${uri.slice(0, 200)} cannot be read: ${error.message}` };
    throw error;
  }
};

const discover = async (first: FetchedResource, open: OpenInput): Promise<OpenedSource> => {
  const queue: string[] = [];
  if (isPage(first)) {
    const page = readPage(decodeBytes(first.body), first.url);
    if (page.inline !== undefined) return inlineSource(page.inline, first, open);
    queue.push(...page.documents);
    for (const script of page.scripts) {
      const answer = await tryGet(script, open);
      if (answer === undefined || answer.status >= 400) continue;
      const found = readPage(decodeBytes(answer.body), first.url);
      if (found.inline !== undefined) return inlineSource(found.inline, first, open);
      queue.push(...found.documents);
    }
  }
  const tries = [...new Set([...queue, ...wellKnownUrls(first.url)])].slice(0, maxTries);
  for (const url of tries) {
    const answer = await tryGet(url, open);
    const opened = answer === undefined ? undefined : asDocument(answer, open);
    if (opened !== undefined) return opened;
  }
  throw notFound(first, tries.length);
};

const tryGet = async (url: string, open: OpenInput): Promise<FetchedResource | undefined> => {
  try {
    return await get(url, open);
  } catch (error) {
    if (
      error instanceof ServiceError &&
      ["upstream_failed", "not_found", "too_large", "egress_refused"].includes(error.code)
    )
      return undefined;
    throw error;
  }
};

const inlineSource = (text: string, page: FetchedResource, open: OpenInput): OpenedSource => ({
  bytes: new TextEncoder().encode(text),
  uri: page.url,
  url: page.url,
  read: (uri) => readRemote(uri, page.url, open),
});

const notFound = (first: FetchedResource, tries: number) => {
  if (first.status === 401 || first.status === 403)
    return documentError({
      code: "forbidden",
      message: `The address answered ${first.status}: it wants a login, and no description was found at ${tries} usual places.`,
      advice: "Download the document and upload it.",
    });
  return documentError({
    message:
      first.status >= 400
        ? `The address answered ${first.status}, and no API description was found at ${tries} usual places.`
        : `There is no API description at this address, nor at ${tries} places that its page and frameworks name.`,
    advice: "Give the address of the openapi.json or swagger.yaml itself, or upload the file.",
  });
};
