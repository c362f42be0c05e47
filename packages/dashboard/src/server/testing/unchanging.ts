import type { RouteName } from "../api/routes.ts";

/** Routes that send a body and change nothing: held to it by changes.test.ts. */
export const unchanging: ReadonlySet<RouteName> = new Set([
  "previewImport",
  "previewReimport",
  "reserveProvider",
  "discoverProvider",
  "testProvider",
  "startProviderSignIn",
  "finishProviderSignIn",
  "testCredential",
]);
