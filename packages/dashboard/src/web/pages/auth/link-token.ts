/** The token of a mailed link, out of the fragment, which no server sees; then gone from the address bar. */
export const takeLinkToken = (): string => {
  const token = location.hash.slice(1);
  if (token !== "") history.replaceState(history.state, "", location.pathname);
  return token;
};
