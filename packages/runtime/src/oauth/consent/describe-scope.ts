const known = new Map(
  Object.entries({
    offline_access: "Stay signed in when the access token runs out",
    openid: "Know who you are",
    profile: "See your name and picture",
    email: "See your e-mail address",
    "read:me": "See your name and picture",
  }),
);

const verbs = new Map(
  Object.entries({
    read: "See",
    write: "Create and change",
    delete: "Delete",
    search: "Search",
    manage: "Manage",
    admin: "Administer",
  }),
);

/** A scope in words where its form allows it: `read:page:confluence` is "See page in confluence". */
export const describeScope = (scope: string): string => {
  const fixed = known.get(scope);
  if (fixed !== undefined) return fixed;
  const [verb = "", noun, place] = scope.split(":");
  const said = verbs.get(verb);
  if (said === undefined || noun === undefined) return scope;
  return `${said} ${noun.replaceAll(/[-._]/g, " ")}${place === undefined ? "" : ` in ${place}`}`;
};
