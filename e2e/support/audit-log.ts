import type { RouteOutput } from "@breezeway/dashboard";
import type { DashboardSession } from "./dashboard-session.ts";

export type AuditRow = RouteOutput<"listAudit">["events"][number];

/** Newest audit rows of a server, as the dashboard lists them. */
export const listAudit = async (session: DashboardSession, server: string): Promise<readonly AuditRow[]> => {
  const path = `/api/workspaces/${session.workspace}/audit?server=${server}&limit=200`;
  const { status, body } = await session.get<RouteOutput<"listAudit">>(path);
  if (status !== 200) throw new Error(`The audit log answered ${status}: ${JSON.stringify(body)}`);
  return body.events;
};

/** Names of tools by the key of their operation. */
export const toolNames = async (session: DashboardSession, server: string): Promise<(key: string) => string> => {
  const path = `/api/workspaces/${session.workspace}/servers/${server}/tools`;
  const { body } = await session.get<RouteOutput<"listTools">>(path);
  const names = new Map(body.tools.map((tool) => [tool.key, tool.name]));
  return (key) => {
    const name = names.get(key);
    if (name === undefined) throw new Error(`No tool is made from ${key}.`);
    return name;
  };
};
