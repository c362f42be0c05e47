import type { OperatorRanking, UnscopedTx } from "@breezeway/db";
import { readOperatorActivity, readOperatorBusiest, readOperatorCounts, readOperatorOutcomes } from "@breezeway/db";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { AccountContext } from "../../context.ts";
import { latencyOf, outcomesOf, pointsOf, totalsOf } from "./points.ts";
import { countedStepOf, rangeOf } from "./ranges.ts";
import type { Range } from "./ranges.ts";

const rankedRows = 10;

type OperatorActivity = RouteOutput<"getOperatorActivity">;

/** Over all workspaces, counts only: nothing that names one. */
export const getOperatorActivity = ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: RouteQuery<"getOperatorActivity">;
}): Promise<OperatorActivity> => {
  const range = rangeOf(input.range, ctx.deps.clock());
  const counted = { from: range.from, to: range.to, step: countedStepOf(range) };
  return ctx.deps.database.unscoped(async (tx) => {
    const points = await readOperatorActivity(tx, counted);
    const counts = await readOperatorCounts(tx);
    return {
      range: input.range,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      stepSeconds: range.stepMs / 1_000,
      totals: { ...totalsOf(points), connections: counts.connections },
      points: pointsOf(points, range),
      ...outcomesOf(await readOperatorOutcomes(tx, counted), range),
      latency: latencyOf(points),
      ...counts,
      busiest: {
        workspace: await busiest(tx, "workspace", range),
        server: await busiest(tx, "server", range),
        tool: await busiest(tx, "tool", range),
        client: await busiest(tx, "client", range),
      },
    };
  });
};

const busiest = async (
  tx: UnscopedTx,
  of: OperatorRanking,
  range: Range,
): Promise<OperatorActivity["busiest"]["workspace"]> => {
  const { from, to } = range;
  const rows = await readOperatorBusiest(tx, { of, from, to, step: countedStepOf(range), limit: rankedRows });
  return rows.map(({ calls, failures }) => ({ calls, errors: failures }));
};
