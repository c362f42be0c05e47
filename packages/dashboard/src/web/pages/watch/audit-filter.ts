export const auditFields = [
  "server",
  "tool",
  "outcome",
  "connection",
  "client",
  "without",
  "request",
  "from",
  "to",
] as const;
export type AuditField = (typeof auditFields)[number];
export type AuditFilter = Partial<Record<Exclude<AuditField, "without">, string>> & { without?: "tool" | "client" };

/** The filters of the audit log out of the address; what is not a moment is left out of `from` and `to`. */
export const readAuditFilter = (search: URLSearchParams): AuditFilter => {
  const filter: AuditFilter = {};
  for (const name of auditFields) {
    const value = search.get(name);
    if (value === null || value === "") continue;
    if (name === "from" || name === "to") {
      const moment = Date.parse(value);
      if (!Number.isNaN(moment)) filter[name] = new Date(moment).toISOString();
    } else if (name === "without") {
      if (value === "tool" || value === "client") filter.without = value;
    } else filter[name] = value;
  }
  return filter;
};

/** Naming a tool and looking for calls without one exclude each other; so it is with clients. */
export const setAuditFilter = (search: URLSearchParams, name: AuditField, value: string): URLSearchParams => {
  const next = new URLSearchParams(search);
  if (value === "") next.delete(name);
  else next.set(name, value);
  if (value !== "" && name === "without") next.delete(value);
  if (value !== "" && name === next.get("without")) next.delete("without");
  return next;
};

/** The same address without a filter; what else it says stays. */
export const clearAuditFilter = (search: URLSearchParams): URLSearchParams => {
  const next = new URLSearchParams(search);
  for (const name of auditFields) next.delete(name);
  return next;
};

/** An opened call in the address: its id, and its request, by which it is found whatever the list shows. */
export interface OpenedCall {
  readonly id: string;
  readonly request: string;
}

export const readOpenedCall = (search: URLSearchParams): OpenedCall | undefined => {
  const [id, request] = (search.get("event") ?? "").split(".");
  return id === undefined || id === "" ? undefined : { id, request: request ?? "" };
};

export const setOpenedCall = (search: URLSearchParams, opened: OpenedCall | undefined): URLSearchParams => {
  const next = new URLSearchParams(search);
  if (opened === undefined) next.delete("event");
  else next.set("event", `${opened.id}.${opened.request}`);
  return next;
};

/** A moment as `<input type="datetime-local">` takes it, in the viewer's zone. */
export const toLocalInput = (iso: string | undefined): string => {
  if (iso === undefined) return "";
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export const fromLocalInput = (value: string): string => (value === "" ? "" : new Date(value).toISOString());
