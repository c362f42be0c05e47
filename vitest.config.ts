import { defineConfig } from "vitest/config";

const resolve = { conditions: ["source", "module", "node", "development|production"] };
const shared = { resolve, ssr: { resolve } };

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "packages/*/conformance/**/*.test.ts", "e2e/support/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        ...shared,
        test: {
          name: "journeys",
          include: ["e2e/journeys/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: "assurance",
          include: ["e2e/assurance/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
