import { SearchX } from "lucide-react";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** A list that has rows, none of which fits its filters. */
export function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX size={20} aria-hidden="true" />}
      title={text.common.nothingMatches}
      action={<Button onClick={onClear}>{text.common.clearFilters}</Button>}
    />
  );
}
