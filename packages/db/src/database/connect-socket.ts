import { connect, type Socket } from "node:net";
import { join } from "node:path";
import type { ServerAddress } from "./connection-options.ts";

/** Opens a socket to the first host that answers. The socket names its host, which TLS verification reads. */
export const connectSocket = async (address: ServerAddress): Promise<Socket> => {
  let failure: unknown;
  for (const { host, port } of address.hosts) {
    try {
      // In turn, not at once: the first host listed is the one preferred.
      // oxlint-disable-next-line no-await-in-loop
      return await open(host, port);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

const open = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = host.startsWith("/")
      ? connect(join(host, `.s.PGSQL.${port}`))
      : connect({ host, port, noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(Object.assign(socket, { host, port }));
    });
  });
