const spinMs = 150;

/**
 * How many times longer than its own work a computation takes here and now: 1 on an idle machine, more where others
 * want the processors too. Wall-clock bounds are stated for an idle machine and multiplied by this.
 */
export const contention = (): number => {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let used = 0;
  while (used < spinMs * 1_000) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
  return Math.max(1, (performance.now() - startedAt) / spinMs);
};
