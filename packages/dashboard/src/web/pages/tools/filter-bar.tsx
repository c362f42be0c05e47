import { Search } from "lucide-react";
import type { ToolList } from "../../../server/api/tools.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import styles from "./filter-bar.module.css";
import { emptyFilter, findingStates, isFiltered, type ToolFilter, toolStates } from "./tool-filter.ts";

export function FilterBar({
  list,
  filter,
  onChange,
  shown,
}: {
  list: ToolList;
  filter: ToolFilter;
  onChange: (filter: ToolFilter) => void;
  shown: number;
}) {
  const methods = [...new Set(list.tools.map((tool) => tool.method))].toSorted();
  const field = (name: keyof ToolFilter, label: string, options: { value: string; label: string }[]) => (
    <SelectField
      label={label}
      hideLabel
      value={filter[name]}
      onChange={(event) => onChange({ ...filter, [name]: event.target.value })}
      options={[{ value: "", label: `${label}: ${text.tools.any.toLowerCase()}` }, ...options]}
    />
  );
  return (
    <search className={styles["bar"]} aria-label={text.tools.filters}>
      <TextField
        label={text.tools.search}
        hideLabel
        type="search"
        lead={<Search size={15} />}
        placeholder={text.tools.search}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      {field(
        "tag",
        text.tools.tag,
        list.tags.map(({ tag, tools }) => ({ value: tag, label: `${tag} (${count(tools)})` })),
      )}
      {field(
        "method",
        text.tools.method,
        methods.map((method) => ({ value: method, label: method })),
      )}
      {field(
        "state",
        text.tools.state,
        toolStates.map((state) => ({ value: state, label: text.tools.states[state] })),
      )}
      {field(
        "finding",
        text.tools.finding,
        findingStates.map((state) => ({ value: state, label: text.tools.findings[state] })),
      )}
      {list.sources.length > 1 &&
        field(
          "source",
          text.tools.source,
          list.sources.map(({ id, title }) => ({ value: id, label: title })),
        )}
      <span className={styles["count"]} role="status">
        {text.tools.shown(count(shown), count(list.tools.length))}
      </span>
      {isFiltered(filter) && (
        <Button size="small" variant="quiet" onClick={() => onChange(emptyFilter)}>
          {text.common.clearFilters}
        </Button>
      )}
    </search>
  );
}
