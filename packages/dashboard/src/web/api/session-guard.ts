// A page belongs to one account. When the session behind it ends or becomes somebody else's, requests wait here until
// that account is back: nothing goes out in another name, and what was being saved is saved after all.

export type Interruption = { readonly reason: "ended" } | { readonly reason: "other_account"; readonly email: string };

export type Intent = "read" | "write";

interface Seen {
  readonly account: { readonly id: string; readonly email: string } | null;
}

interface State {
  readonly interruption: Interruption | undefined;
  /** The viewer put the question aside: reading waits in silence, the next change asks again. */
  readonly isPutAside: boolean;
}

interface Waiting {
  readonly intent: Intent;
  readonly settle: (isBack: boolean) => void;
}

const clear: State = { interruption: undefined, isPutAside: false };

export const createSessionGuard = () => {
  let owner: string | undefined;
  let state = clear;
  let waiting: readonly Waiting[] = [];
  const listeners = new Set<() => void>();
  const set = (next: State) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const settle = (isBack: boolean, intent?: Intent) => {
    const settled = waiting.filter((one) => intent === undefined || one.intent === intent);
    waiting = waiting.filter((one) => !settled.includes(one));
    for (const one of settled) one.settle(isBack);
  };
  return {
    read: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isBound: () => owner !== undefined,
    isClear: () => state.interruption === undefined,
    /** From now on the page is this account's, until the returned function is called. */
    bind: (accountId: string) => {
      owner = accountId;
      return () => {
        owner = undefined;
        set(clear);
        settle(false);
      };
    },
    /** Takes in whose session the browser has; false where it is not the page's owner's. */
    learn: ({ account }: Seen): boolean => {
      if (owner === undefined || account?.id === owner) {
        if (state !== clear) set(clear);
        settle(true);
        return true;
      }
      const { isPutAside } = state;
      set({
        interruption: account === null ? { reason: "ended" } : { reason: "other_account", email: account.email },
        isPutAside,
      });
      return false;
    },
    /** Resolves once requests may go out: true, or false where the viewer would rather not sign in now. */
    whenClear: (intent: Intent): Promise<boolean> => {
      if (state.interruption === undefined) return Promise.resolve(true);
      if (intent === "write" && state.isPutAside) set({ ...state, isPutAside: false });
      return new Promise((resolve) => {
        waiting = [...waiting, { intent, settle: resolve }];
      });
    },
    putAside: () => {
      set({ ...state, isPutAside: true });
      settle(false, "write");
    },
    askAgain: () => set({ ...state, isPutAside: false }),
  };
};

export const sessionGuard = createSessionGuard();
