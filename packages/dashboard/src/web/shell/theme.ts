export type Theme = "system" | "light" | "dark";

const storageKey = "breezeway.theme";

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
};
