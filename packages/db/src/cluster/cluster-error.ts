/** The private PostgreSQL could not be started; the message says why and what to do. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
}

const explanations: readonly { readonly sign: RegExp; readonly text: string }[] = [
  {
    sign: /No space left on device|Disk quota exceeded/i,
    text: "There is no space left on the disk of the data directory. Free some (about 200 MB) or choose another with --data-dir.",
  },
  {
    sign: /Read-only file system/i,
    text: "The data directory is on a read-only file system. Choose another with --data-dir.",
  },
  {
    sign: /invalid locale|could not find suitable encoding|locale .* not (?:found|supported)/i,
    text: "PostgreSQL refuses this machine's locale settings. Start Breezeway with LC_ALL=C.",
  },
  {
    sign: /Address already in use|is another postmaster already running on port/i,
    text: "Another PostgreSQL listens on the socket of this data directory. Stop it, or choose another data directory.",
  },
  {
    sign: /database files are incompatible with server|was initialized by PostgreSQL version/i,
    text: "The data directory was made by another major version of PostgreSQL. Install that version, or choose another data directory.",
  },
  {
    sign: /Cannot allocate memory|could not (?:create|map) .*shared memory/i,
    text: "PostgreSQL could not get the memory it needs (about 100 MB).",
  },
  {
    sign: /Permission denied|Operation not permitted|has wrong ownership|has invalid permissions/i,
    text: "PostgreSQL may not use the data directory. It must belong to the user that Breezeway runs as.",
  },
  {
    sign: /could not locate a valid checkpoint record|invalid checkpoint|PANIC/i,
    text: "The data directory is damaged. Restore it from a backup, or choose another with --data-dir.",
  },
];

/** A readable error from what PostgreSQL printed; its last lines follow the explanation. */
export const explainFailure = (what: string, output: string): ClusterError => {
  const found = explanations.find(({ sign }) => sign.test(output));
  const lines = output.trim().split("\n").slice(-4).join("\n");
  return new ClusterError([`${what} ${found?.text ?? ""}`.trim(), lines].filter((part) => part !== "").join("\n"));
};
