import type { ActivityInput, ActivityPoint, WorkspaceTx } from "@breezeway/db";
import {
  countCallsByServer,
  listServers,
  readActivity,
  readOutcomesOverTime,
  readRolledActivity,
  readTopValues,
} from "@breezeway/db";
import type { ActivityView } from "../../api/activity.ts";
import type { RouteQuery } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { readServer } from "../server/read-server.ts";
import { latencyOf, outcomesOf, pointsOf, totalsOf } from "./points.ts";
import { countedStepOf, rangeOf } from "./ranges.ts";
import type { Range } from "./ranges.ts";

const topRows = 10;

export const getActivity = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteQuery<"getActivity">;
}): Promise<ActivityView> => {
  const range = rangeOf(input.range, ctx.deps.clock());
  return ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const server = input.server === undefined ? undefined : await readServer(tx, input.server);
    const scope = { from: range.from, to: range.to, ...(server && { serverId: server.id }) };
    const points = await readPoints(tx, scope, range);
    const connections = await readTopValues(tx, { ...scope, dimension: "connection", limit: topRows });
    const outcomes = await readOutcomesOverTime(tx, { ...scope, step: countedStepOf(range) });
    return {
      range: input.range,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      stepSeconds: range.stepMs / 1_000,
      totals: { ...totalsOf(points), connections: connections.total },
      points: pointsOf(points, range),
      ...outcomesOf(outcomes, range),
      latency: latencyOf(points),
      topTools: await topOf(tx, scope, "tool"),
      topClients: await topOf(tx, scope, "client"),
      topConnections: connections.top.map(shareRow),
      topServers: await topServers(tx, range),
    };
  });
};

const readPoints = (tx: WorkspaceTx, scope: ActivityInput, range: Range): Promise<ActivityPoint[]> => {
  const step = countedStepOf(range);
  return step === "minute" ? readActivity(tx, { ...scope, step }) : readRolledActivity(tx, { ...scope, step });
};

const shareRow = ({ value, calls, failures }: { value: string; calls: number; failures: number }) => ({
  name: value === "" ? null : value,
  calls,
  errors: failures,
});

const topOf = async (
  tx: WorkspaceTx,
  scope: { readonly from: Date; readonly to: Date },
  dimension: "tool" | "client",
): Promise<ActivityView["topTools"]> =>
  (await readTopValues(tx, { ...scope, dimension, limit: topRows })).top.map(shareRow);

const topServers = async (
  tx: WorkspaceTx,
  range: { readonly from: Date; readonly to: Date },
): Promise<ActivityView["topServers"]> => {
  const servers = new Map((await listServers(tx)).map((server) => [server.id as string, server]));
  const rows = await countCallsByServer(tx, range);
  return rows.slice(0, topRows).map(({ serverId, calls, failures }) => ({
    id: serverId,
    name: servers.get(serverId)?.name ?? "A deleted server",
    slug: servers.get(serverId)?.slug ?? null,
    calls,
    errors: failures,
  }));
};
