import type { activityRoutes, trustRoutes } from "../api/activity.ts";
import { getActivity } from "../services/activity/get-activity.ts";
import { getOperatorActivity } from "../services/activity/get-operator-activity.ts";
import { exportAudit } from "../services/audit/export.ts";
import { listAudit } from "../services/audit/list.ts";
import { listServerConnections } from "../services/connection/list.ts";
import { revokeEveryConnection } from "../services/connection/revoke-all.ts";
import { revokeOneConnection } from "../services/connection/revoke.ts";
import { getTrust } from "../services/trust/get.ts";
import type { HandlersOf } from "./handler.ts";

export const activityHandlers: HandlersOf<typeof activityRoutes & typeof trustRoutes> = {
  getActivity: ({ ctx, query }) => getActivity({ ctx, input: query }),
  listAudit: ({ ctx, query }) => listAudit({ ctx, input: query }),
  exportAudit: ({ ctx, query }) => exportAudit({ ctx, input: query }),
  listConnections: ({ ctx, params, query }) =>
    listServerConnections({ ctx, input: { server: params.server, ...query } }),
  revokeConnection: ({ ctx, params }) => revokeOneConnection({ ctx, input: params }),
  revokeAllConnections: ({ ctx, params, body }) =>
    revokeEveryConnection({ ctx, input: { server: params.server, ...body } }),
  getOperatorActivity: ({ ctx, query }) => getOperatorActivity({ ctx, input: query }),
  getTrust: ({ ctx }) => getTrust({ ctx }),
};
