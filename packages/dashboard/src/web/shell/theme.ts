import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const storageKey = "breezeway.theme";
const listeners = new Set<() => void>();

export const readTheme = (): Theme => {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
};

/** Follows the system unless the viewer chose otherwise. */
export const applyTheme = (theme: Theme): void => {
  if (theme === "system") {
    localStorage.removeItem(storageKey);
    delete document.documentElement.dataset["theme"];
  } else {
    localStorage.setItem(storageKey, theme);
    document.documentElement.dataset["theme"] = theme;
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, readTheme);
