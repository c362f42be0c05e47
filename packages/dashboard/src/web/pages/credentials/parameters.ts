/** One `name=value` a line, as typed; lines without a name are left out. */
export const parseParameters = (typed: string): Record<string, string> =>
  Object.fromEntries(
    typed.split("\n").flatMap((line): [string, string][] => {
      const at = line.indexOf("=");
      const name = (at < 0 ? line : line.slice(0, at)).trim();
      return name === "" ? [] : [[name, at < 0 ? "" : line.slice(at + 1).trim()]];
    }),
  );

export const showParameters = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
