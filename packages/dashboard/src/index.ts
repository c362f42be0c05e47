export { createDashboard, createDeps } from "./server/create-dashboard.ts";
export type { Dashboard } from "./server/create-dashboard.ts";
export { addOperator } from "./server/services/account/add-operator.ts";
export { createSignUpLink } from "./server/services/account/create-sign-up-link.ts";
export { planReimport } from "./server/services/source/reimport-for-operator.ts";
export type { ReimportPreview, SourceInput } from "./server/api/imports.ts";
export type { AppType, RouteBodyInput, RouteOutput } from "./server/api/routes.ts";
