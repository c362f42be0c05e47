import type { PublicContext } from "../../context.ts";

/** Starts work whose outcome, and time, the caller must not learn. A failure goes to the log. */
export const runAfterAnswer = (ctx: PublicContext, work: () => Promise<void>): void => {
  const settled = Promise.resolve()
    .then(work)
    .catch((error: unknown) => ctx.log.error({ error, requestId: ctx.requestId }, "Work after an answer failed"));
  ctx.deps.background.add(settled);
};
