/** `*` stands for any characters but a slash, `**` for any at all; everything else is itself, letter case aside. Linear time. */
export const matchesGlob = (text: string, glob: string): boolean => {
  const parts = glob
    .toLowerCase()
    .slice(0, 500)
    .split(/(\*\*|\*)/)
    .filter((part) => part !== "");
  return matchParts(text.toLowerCase(), parts);
};

const matchParts = (text: string, parts: readonly string[]): boolean => {
  // Positions reachable after each part; at most text.length + 1 of them.
  let reachable = new Set<number>([0]);
  for (const part of parts) {
    const next = new Set<number>();
    if (part === "**" || part === "*") {
      for (const start of reachable)
        for (let end = start; end <= text.length && !next.has(end); end += 1) {
          next.add(end);
          if (part === "*" && text[end] === "/") break;
        }
    } else {
      for (const start of reachable) if (text.startsWith(part, start)) next.add(start + part.length);
    }
    reachable = next;
  }
  return reachable.has(text.length);
};
