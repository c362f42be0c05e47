import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process in bytes. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export const residentBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1_024;

/** Open sockets of a process. */
export const openDescriptors = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** A process and all that it started, e.g. every backend of PostgreSQL. */
export const familyOf = (pid: number): number[] => {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
  return [pid, ...children.flatMap(familyOf)];
};

const parentOf = (pid: number): number | undefined => {
  try {
    // The name in brackets may hold spaces; what follows it does not.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined; // it has ended since it was listed
  }
};
