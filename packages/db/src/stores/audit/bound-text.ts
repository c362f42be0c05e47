/** Text that Postgres takes (it has no NUL) and that is no longer than its column is meant for. */
export const boundText = (text: string, most: number): string => {
  const bounded = text.length > most ? text.slice(0, most) : text;
  return bounded.includes("\0") ? bounded.replaceAll("\0", "") : bounded;
};
