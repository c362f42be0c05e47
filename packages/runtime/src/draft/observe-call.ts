import type { CallTool } from "../call/call-tool.ts";
import type { CallReply } from "../mcp/dispatch.ts";
import { describeExchange } from "./describe-exchange.ts";
import type { UpstreamExchange } from "./describe-exchange.ts";

/** Where a draft's answer carries what the API got and gave: in `_meta` of a result, in `data` of a refusal. */
export const upstreamMetaKey = "breezeway/upstream";

/** Calls as the live endpoint does, and adds what went over the wire to the API. */
export const observeCall =
  (callTool: CallTool): CallTool =>
  async (exchange, request) => {
    const seen: UpstreamExchange[] = [];
    const reply = await callTool({ ...exchange, observe: (one) => void seen.push(one) }, request);
    const last = seen.at(-1);
    return last === undefined ? reply : addExchange(reply, last);
  };

const addExchange = (reply: CallReply, exchange: UpstreamExchange): CallReply => {
  const shown = { [upstreamMetaKey]: describeExchange(exchange) };
  if (reply.kind === "result") return { ...reply, meta: shown };
  return reply.kind === "challenge" ? { ...reply, data: shown } : reply;
};
