import { defineConfig } from "vitest/config";

const resolve = { conditions: ["breezeway-source", "module", "node", "development|production"] };
const shared = { resolve, ssr: { resolve } };
// Its `source` condition leads to TypeScript, which Node does not strip below node_modules.
const server = { deps: { inline: [/@modelcontextprotocol\/(client|sdk)/, /eventsource/] } };
/** A private PostgreSQL, started when the first suite asks for a database. */
const globalSetup = ["packages/db/src/testing/global-setup.ts"];

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          globalSetup,
          include: ["packages/*/src/**/*.test.ts", "packages/*/conformance/**/*.test.ts", "e2e/support/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        ...shared,
        test: {
          name: "journeys",
          globalSetup,
          include: ["e2e/journeys/**/*.test.ts"],
          server,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: "browser",
          globalSetup,
          include: ["e2e/browser/**/*.test.ts"],
          server,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: "assurance",
          globalSetup,
          include: ["e2e/assurance/**/*.test.ts"],
          server,
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
