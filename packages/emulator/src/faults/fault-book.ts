import type { FaultKind, FaultRule } from "../emulator.ts";

interface Entry {
  readonly rule: FaultRule;
  left: number;
}

/** The faults that are switched on. The oldest rule that matches a request applies to it. */
export class FaultBook {
  readonly #entries = new Set<Entry>();

  add(rule: FaultRule): () => void {
    const entry = { rule, left: rule.times ?? Infinity };
    this.#entries.add(entry);
    return () => this.#entries.delete(entry);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The fault for this request, counted as used. */
  take(method: string, target: string): FaultKind | undefined {
    for (const entry of this.#entries) {
      const { rule } = entry;
      if (rule.method !== undefined && rule.method !== method) continue;
      if (rule.pathIncludes !== undefined && !target.includes(rule.pathIncludes)) continue;
      entry.left -= 1;
      if (entry.left <= 0) this.#entries.delete(entry);
      return rule.fault;
    }
    return undefined;
  }
}
