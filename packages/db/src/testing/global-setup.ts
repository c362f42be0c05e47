import type { TestProject } from "vitest/node";
import { hostTestCluster } from "./test-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where to ask for the cluster of this run. */
    breezewayTestCluster: string;
  }
}

/** Costs nothing until a suite asks for a database. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const host = await hostTestCluster();
  project.provide("breezewayTestCluster", host.socketPath);
  return () => host.stop();
};
