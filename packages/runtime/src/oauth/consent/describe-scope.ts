const known: Readonly<Record<string, string>> = {
  offline_access: "Stay signed in when the access token runs out",
  openid: "Know who you are",
  profile: "See your name and picture",
  email: "See your e-mail address",
  "read:me": "See your name and picture",
};

const verbs: Readonly<Record<string, string>> = {
  read: "See",
  write: "Create and change",
  delete: "Delete",
  search: "Search",
  manage: "Manage",
  admin: "Administer",
};

/** A scope in words where its form allows it: `read:page:confluence` is "See page in confluence". */
export const describeScope = (scope: string): string => {
  const fixed = known[scope];
  if (fixed !== undefined) return fixed;
  const [verb = "", noun, place] = scope.split(":");
  const said = verbs[verb];
  if (said === undefined || noun === undefined) return scope;
  return `${said} ${noun.replaceAll(/[-._]/g, " ")}${place === undefined ? "" : ` in ${place}`}`;
};
