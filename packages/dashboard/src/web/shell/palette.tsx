import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import { text } from "../text/en.ts";
import { type Command, matchCommands } from "./match-commands.ts";
import styles from "./palette.module.css";
import { useCommands } from "./use-commands.ts";

export function Palette({ workspace, onClose }: { workspace: string | undefined; onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [, navigate] = useLocation();
  const listId = useId();
  const found = matchCommands(useCommands(workspace), query);
  const go = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    if ("run" in command) command.run();
    else navigate(command.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      const next = (active + step + found.length) % found.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[active]);
    }
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles["scrim"]} />
        <Dialog.Popup className={styles["palette"]}>
          <Dialog.Title className="visually-hidden">{text.palette.title}</Dialog.Title>
          <input
            className={styles["input"]}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
            aria-label={text.palette.title}
            placeholder={text.palette.placeholder}
            autoFocus
            value={query}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
          />
          <ul className={styles["list"]} id={listId} role="listbox" aria-label={text.palette.title}>
            {found.map((command, index) => (
              <li
                key={`${command.group} ${command.label} ${"href" in command ? command.href : ""}`}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                className={styles["option"]}
                onClick={() => go(command)}
                onMouseMove={() => setActive(index)}
              >
                <span>{command.label}</span>
                <span className={styles["group"]}>{command.group}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 && (
            <p className={styles["none"]} role="status">
              {text.palette.empty}
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
