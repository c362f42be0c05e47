import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const metadataPath = "/.well-known/oauth-authorization-server";

/**
 * The product's public address. Where the clients' own metadata documents cannot be fetched (a machine without the
 * internet), it takes out that the product reads such documents, so that clients register instead.
 */
export const startFront = async (input: {
  readonly port: number;
  readonly hidesDocuments: boolean;
}): Promise<Front> => {
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    const { host: _host, "accept-encoding": _encoding, ...headers } = incoming.headers;
    const options = {
      host: "127.0.0.1",
      port: input.port,
      path,
      method: incoming.method,
      headers: { ...headers, host: incoming.headers.host },
    };
    const forwarded = send(options, (answer) => {
      if (!input.hidesDocuments || !path.startsWith(metadataPath)) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const body = text.replace(
          '"client_id_metadata_document_supported":true',
          '"client_id_metadata_document_supported":false',
        );
        outgoing.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          "content-length": String(Buffer.byteLength(body)),
        });
        outgoing.end(body);
      });
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
