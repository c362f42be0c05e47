import type { ReimportPreview } from "@breezeway/dashboard";

/** What a re-import changes, for people: one line for each difference, breaking ones marked. */
export const reimportText = (source: string, preview: ReimportPreview): string => {
  const { document, added, removed, renamed, changed, breaking, conflicts } = preview;
  const lines = [
    `${source}: ${document.title} ${document.version}`,
    preview.unchanged
      ? "The document is the very one that is stored."
      : `${added.length} added, ${removed.length} removed, ${renamed.length} renamed, ${changed.length} changed; ${breaking} breaking; ${preview.keptEdits} edits kept`,
    ...section(
      "Added (off until turned on)",
      added.map(({ name, key }) => `${name}  ${key}`),
    ),
    ...section(
      "Removed",
      removed.map(({ name, key, enabled }) => `${name}  ${key}${enabled ? "  breaking" : ""}`),
    ),
    ...section(
      "Renamed",
      renamed.map(({ fromName, toName, from, to }) => `${fromName} → ${toName}  ${from} → ${to}`),
    ),
    ...section(
      "Changed",
      changed.flatMap(({ name, changes }) =>
        changes.map(({ text, breaking: isBreaking }) => `${name}: ${text}${isBreaking ? "  breaking" : ""}`),
      ),
    ),
    ...section("Scopes that users must grant anew", preview.addedScopes),
    ...section(
      "Edits that meet a change (kept; import again in the dashboard to choose)",
      conflicts.filter(({ isOpen }) => isOpen).map(({ name, field, message }) => `${name}, ${field}: ${message}`),
    ),
    ...section(
      "For your information",
      conflicts.filter(({ isOpen }) => !isOpen).map(({ name, field, message }) => `${name}, ${field}: ${message}`),
    ),
    ...section(
      "Refused",
      preview.refused.map(({ operation, at, reason }) => `${operation} (${at}): ${reason}`),
    ),
  ];
  return `${lines.join("\n")}\n`;
};

const section = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ["", `${title}:`, ...rows.map((row) => `  ${row}`)];
