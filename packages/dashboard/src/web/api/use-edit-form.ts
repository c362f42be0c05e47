import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useUnsavedWarning } from "../shell/use-unsaved-warning.ts";
import { asApiError } from "./api-error.ts";
import { changedOf, edit, type Edits, forget, isCurrent, settle, valuesOf } from "./edits.ts";
import { useAction } from "./use-action.ts";

interface EditFormOptions<Values, View> {
  /** The fields as they are stored, from whatever was loaded last. */
  stored: Values;
  /** Of what `stored` was read from. */
  version: string;
  save: (changes: Partial<Values>, version: string) => Promise<View>;
  /** Puts the answer where `stored` comes from. */
  onSaved: (view: View) => void;
  /** Queries that a change makes stale. */
  stale: readonly QueryKey[];
  done: string;
  /** The field of the form behind a field of the API. */
  fieldOf?: (at: string) => string;
}

/**
 * A form over something that others can change too. It sends only what was touched, together with the version it was
 * made from; loading anew never overwrites what was typed, and where somebody else was first, it asks.
 */
export function useEditForm<Values extends object, View>(options: EditFormOptions<Values, View>) {
  const { stored, version, save, onSaved, stale, done, fieldOf = (at) => at } = options;
  const queries = useQueryClient();
  const [edits, setEdits] = useState<Edits<Values>>({});
  const [begunAt, setBegunAt] = useState(version);
  const changed = changedOf(stored, edits);
  const isChanged = Object.keys(changed).length > 0;
  useUnsavedWarning(isChanged);
  const refresh = () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const action = useAction(
    ({ changes, from }: { changes: Partial<Values>; from: string }) =>
      save(changes, from).catch(async (error: unknown) => {
        if (asApiError(error).conflict) await refresh();
        throw error;
      }),
    {
      stale,
      done,
      showsError: true,
      onDone: (view, { changes }) => {
        onSaved(view);
        setEdits((now) => settle(now, changes));
      },
    },
  );
  const conflict = action.error?.conflict;
  return {
    values: valuesOf(stored, edits),
    set: (change: Partial<Values>) => {
      if (!isChanged) setBegunAt(version);
      setEdits((now) => edit(now, stored, change));
    },
    isChanged,
    busy: action.busy,
    error: action.error,
    conflict,
    onSubmit: (event: FormEvent) => {
      event.preventDefault();
      if (isChanged && !action.busy)
        action.run({ changes: changed, from: isCurrent(stored, edits) ? version : begunAt });
    },
    discard: () => {
      setEdits({});
      action.reset();
    },
    /** Saves in the knowledge of what the others did. */
    keepMine: () => conflict && action.run({ changes: changed, from: conflict.version }),
    takeTheirs: () => {
      setEdits((now) => forget(now, conflict?.fields.map(({ at }) => fieldOf(at)) ?? []));
      if (conflict) setBegunAt(conflict.version);
      action.reset();
    },
  };
}

export type EditFormState = Omit<ReturnType<typeof useEditForm<object, unknown>>, "values" | "set">;
