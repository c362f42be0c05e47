import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../support/repository.ts";

const web = join(repositoryRoot, "packages", "dashboard", "src", "web");

/** The patterns of every page that the web app routes to, read from its sources; throws where one cannot be read. */
export const readWebRoutes = (): readonly string[] => {
  const paths = readFileSync(join(web, "shell", "paths.ts"), "utf8");
  const patterns = readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .flatMap((name) => routesOf(readFileSync(join(web, name), "utf8"), paths));
  // A pattern that ends in `*` holds other routes; one without a path is what is left.
  return [...new Set(patterns)].filter((pattern) => !/\*\??$/.test(pattern));
};

const routesOf = (source: string, paths: string): string[] =>
  [...source.matchAll(/<Route\b([^>]*)>/g)].flatMap(([tag, attributes = ""]) => {
    if (!/\bpath\b/.test(attributes)) return [];
    const literal = /\bpath="([^"]+)"/.exec(attributes)?.[1];
    const template = /\bpath=\{`([^`]+)`\}/.exec(attributes)?.[1];
    const name = /\bpath=\{([\w.]+)\}/.exec(attributes)?.[1];
    const pattern =
      literal ??
      (template ?? (name === undefined ? undefined : `\${${name}}`))?.replaceAll(
        /\$\{([\w.]+)\}/g,
        (_, written: string) => valueOf(written, source, paths),
      );
    if (pattern === undefined) throw new Error(`The path of a route cannot be read: ${tag}`);
    return [pattern];
  });

/** What a name stands for: `paths.account`, or a constant of the same file. */
const valueOf = (name: string, source: string, paths: string): string => {
  const found = name.startsWith("paths.")
    ? new RegExp(`^\\s+${name.slice("paths.".length)}: "([^"]+)"`, "m").exec(paths)
    : new RegExp(`\\bconst ${name} = "([^"]+)"`).exec(source);
  if (found?.[1] === undefined) throw new Error(`The path ${name} of a route cannot be read.`);
  return found[1];
};

/** Whether an address, query and fragment aside, is one of the pattern's. */
export const matchesRoute = (pattern: string, path: string): boolean => {
  const [pathname = ""] = path.split(/[?#]/);
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`).test(pathname);
};
