/** The token of a mailed link, out of the fragment (never sent to a server) or the query; then gone from the address bar. */
export const takeLinkToken = (): string => {
  const token =
    new URLSearchParams(location.hash.slice(1)).get("token") ?? new URLSearchParams(location.search).get("token") ?? "";
  if (token !== "") history.replaceState(history.state, "", location.pathname);
  return token;
};
