import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { splitText } from "./build/split-text.ts";

export default defineConfig({
  root: import.meta.dirname,
  publicDir: "src/web/public",
  plugins: [splitText(join(import.meta.dirname, "src/web/text/en.ts")), react()],
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    target: "es2023",
    // The policy allows fonts and images from this origin only, so nothing is inlined as data:.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { proxy: { "/api": process.env["BREEZEWAY_DASHBOARD"] ?? "http://127.0.0.1:8080" } },
});
