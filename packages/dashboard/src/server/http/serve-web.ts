import type { WebFile, WebFiles } from "./web-files.ts";

const indexPath = "/index.html";

/** A file of the web app; any other path without an extension is a page of it. */
export const serveWeb = async (request: Request, files: WebFiles): Promise<Response> => {
  const { pathname } = new URL(request.url);
  const isPage = !/\.[A-Za-z0-9]+$/.test(pathname);
  const file = files.get(pathname) ?? (isPage ? files.get(indexPath) : undefined);
  if (!file) return plainText(isPage && files.size === 0 ? notBuilt : "There is nothing here.\n", 404);
  return serveFile(request, file);
};

/** A file that does not change while the process runs: packed, and sent again only to those who lack it. */
export const serveFile = async (request: Request, file: WebFile): Promise<Response> => {
  const headers = new Headers({
    "content-type": file.type,
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    etag: file.etag,
    vary: "accept-encoding",
  });
  if (request.headers.get("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers });
  return encodedResponse(file, headers, request.headers.get("accept-encoding") ?? "");
};

const notBuilt = "The web app is not built yet: run `npm run build`.\n";

const plainText = (text: string, status: number): Response =>
  new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

const encodedResponse = async (file: WebFile, headers: Headers, accepted: string): Promise<Response> => {
  const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : undefined;
  const encoded = encoding && (await file.encoded(encoding));
  if (!encoded || encoded === file.bytes) return new Response(file.bytes, { headers });
  headers.set("content-encoding", encoding);
  return new Response(encoded, { headers });
};
