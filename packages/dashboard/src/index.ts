export type { ApiError } from "./server/api/fields.ts";
export type {
  AppType,
  RouteBody,
  RouteBodyInput,
  RouteName,
  RouteOutput,
  RouteParams,
  RouteQuery,
} from "./server/api/routes.ts";
