import { readOperatorActivity, readOperatorCounts, readOperatorOutcomes } from "@breezeway/db";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { AccountContext } from "../../context.ts";
import { latencyOf, pointsOf, totalsOf } from "./points.ts";
import { rangeOf, rolledStepOf } from "./ranges.ts";

/** Over all workspaces, counts only: nothing that names one. Whole hours, since it reads the roll-ups alone. */
export const getOperatorActivity = ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: RouteQuery<"getOperatorActivity">;
}): Promise<RouteOutput<"getOperatorActivity">> => {
  const asked = rangeOf(input.range, ctx.deps.clock());
  const range = { ...asked, stepMs: Math.max(asked.stepMs, 3_600_000) };
  return ctx.deps.database.unscoped(async (tx) => {
    const points = await readOperatorActivity(tx, { ...range, step: rolledStepOf(range.stepMs) });
    const counts = await readOperatorCounts(tx);
    return {
      range: input.range,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      stepSeconds: range.stepMs / 1_000,
      totals: { ...totalsOf(points), connections: counts.connections },
      points: pointsOf(points, range),
      outcomes: [...(await readOperatorOutcomes(tx, range))],
      latency: latencyOf(points),
      ...counts,
    };
  });
};
