import { defineConfig } from "vitest/config";

const resolve = { conditions: ["breezeway-source", "module", "node", "development|production"] };
// Global set-up files are loaded in an environment of Vitest's own.
const shared = { resolve, ssr: { resolve }, environments: { __vitest__: { resolve } } };
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "journeys",
          globalSetup,
          include: ["e2e/journeys/**/*.test.ts"],
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
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
