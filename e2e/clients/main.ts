// `npm run clients [-- NAME…]`: real MCP clients against the running product in OAuth mode; results go to out/clients/.
import { registerHooks } from "node:module";

// Some packages also publish what they call `source`; that condition is meant for ours alone.
registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL?.includes("/node_modules/") === true || !specifier.startsWith("@breezeway/")
      ? next(specifier, { ...context, conditions: context.conditions.filter((name) => name !== "source") })
      : next(specifier, context),
});

await import("./try-all.ts");
