export { createDashboard, createDeps } from "./server/create-dashboard.ts";
export type { Dashboard, DashboardOptions } from "./server/create-dashboard.ts";
export type { Actor, Deps, PublicContext, WorkspaceContext } from "./server/context.ts";
export type { ApiError } from "./server/api/fields.ts";
export { addOperator } from "./server/services/account/add-operator.ts";
export { createSignUpLink } from "./server/services/account/create-sign-up-link.ts";
export { planReimport } from "./server/services/source/reimport-for-operator.ts";
export type { PlannedReimport } from "./server/services/source/reimport-for-operator.ts";
export type { ReimportPreview, SourceInput } from "./server/api/imports.ts";
export type { SourcePreset } from "./server/api/imports.ts";
export type {
  AppType,
  RouteBody,
  RouteBodyInput,
  RouteName,
  RouteOutput,
  RouteParams,
  RouteQuery,
} from "./server/api/routes.ts";
