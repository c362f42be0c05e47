import { expect, test } from "vitest";
import { mayDocumentSetHeader } from "./document-headers.ts";

test("a document sets headers of its own making, never those that frame, route or carry the credential", () => {
  const own = ["x-atlassian-token", "if-match", "accept-language", "prefer", "x_under"];
  expect(own.filter((name) => !mayDocumentSetHeader(name))).toEqual([]);
  const framing = ["host", "content-length", "transfer-encoding", "te", "connection", "accept", ":path"];
  const routing = ["proxy-anything", "sec-fetch-site", "x-forwarded-for", "x-http-method-override"];
  const credentials = ["authorization", "proxy-authorization", "cookie"];
  const noNames = ["x y", "x\r\ny", "", "naïve"];
  const ours = [...framing, ...routing, ...credentials, ...noNames];
  expect(ours.filter(mayDocumentSetHeader)).toEqual([]);
});
