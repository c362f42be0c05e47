/** Who a place is taken for. */
export interface FetchParty {
  /** The caller's address, as one guesser counts. */
  readonly caller: string;
  /** Host and port that serve the document. */
  readonly host: string;
}

/** What is used up: the caller's share, the host's, or all places. */
export type FetchLimit = "caller" | "host" | "all";

/** Places for documents being fetched: nobody takes those of others by asking for slow ones. */
export interface FetchShares {
  /** A place to give back with the function returned, or which limit was met. */
  readonly take: (party: FetchParty) => FetchLimit | (() => void);
}

export interface FetchShareSizes {
  readonly all: number;
  readonly perCaller: number;
  /** More than a caller's, so that no single one shuts a host out. */
  readonly perHost: number;
}

/** Counts hold only what is under way, so they are as bounded as the places are. */
export const createFetchShares = ({ all, perCaller, perHost }: FetchShareSizes): FetchShares => {
  const callers = new Map<string, number>();
  const hosts = new Map<string, number>();
  let taken = 0;
  return {
    take: ({ caller, host }) => {
      if ((callers.get(caller) ?? 0) >= perCaller) return "caller";
      if ((hosts.get(host) ?? 0) >= perHost) return "host";
      if (taken >= all) return "all";
      add(callers, caller, 1);
      add(hosts, host, 1);
      taken += 1;
      return () => {
        add(callers, caller, -1);
        add(hosts, host, -1);
        taken -= 1;
      };
    },
  };
};

const add = (counts: Map<string, number>, key: string, by: 1 | -1): void => {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
};
