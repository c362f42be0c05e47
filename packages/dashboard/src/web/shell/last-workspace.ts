const storageKey = "breezeway.workspace";

/** Where the viewer was last, for the next visit. */
export const lastWorkspace = {
  read: (): string | null => localStorage.getItem(storageKey),
  write: (slug: string): void => localStorage.setItem(storageKey, slug),
};
