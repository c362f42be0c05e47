import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const sectionPattern = /^const (\w+) = (\{.*\}|\{\n[\s\S]*?^\});$/gm;
const importPattern = /^import \{ text \} from "[./]*\/text\/en\.ts";$/m;
const usePattern = /(?<![.\w])text\.(\w+)/g;
const prefix = "/@text/";

/**
 * All English text stands in one file; a page still loads only its own sections.
 * `text.tools.title` becomes `text_tools.title`, imported from a module that holds that section alone.
 */
export const splitText = (textFile: string): Plugin => {
  const read = (): Map<string, string> =>
    new Map(
      Array.from(readFileSync(textFile, "utf8").matchAll(sectionPattern), ([, name = "", body = ""]) => [name, body]),
    );
  return {
    name: "split-text",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(prefix) ? id : null),
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length, -".ts".length);
      const body = read().get(name);
      if (body === undefined) throw new Error(`text/en.ts has no section "${name}".`);
      this.addWatchFile(join(textFile));
      return `export default ${body};`;
    },
    transform(code, id) {
      if (!importPattern.test(code) || id.startsWith(prefix)) return null;
      const names = new Set(Array.from(code.matchAll(usePattern), ([, name = ""]) => name));
      const imports = Array.from(names, (name) => `import text_${name} from "${prefix}${name}.ts";`);
      return code.replace(importPattern, imports.join(" ")).replace(usePattern, "text_$1");
    },
  };
};
