interface Named {
  group: string;
  label: string;
  /** Further words it is found by. */
  words?: string;
  /** One of many: shown once something is typed. */
  isDetail?: boolean;
}

/** Leads somewhere, or does something at once. */
export type Command = Named & ({ href: string } | { run: () => void });

const mostShown = 60;

const rank = (command: Command, words: readonly string[]): number => {
  const label = command.label.toLowerCase();
  if (label === words.join(" ")) return 3;
  const all = `${label} ${command.group} ${command.words ?? ""}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return -1;
  const first = words[0] ?? "";
  if (label.startsWith(first)) return 2;
  return label.includes(first) ? 1 : 0;
};

/** Commands that hold every word of the query; those whose label begins with it come first. */
export const matchCommands = (commands: readonly Command[], query: string): Command[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands.filter(({ isDetail }) => !isDetail);
  return commands
    .map((command, index) => ({ command, index, score: rank(command, words) }))
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, mostShown)
    .map(({ command }) => command);
};
