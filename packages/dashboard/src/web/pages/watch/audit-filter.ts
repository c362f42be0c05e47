export const auditFields = ["server", "tool", "outcome", "connection", "client", "from", "to"] as const;
export type AuditFilter = Partial<Record<(typeof auditFields)[number], string>>;

/** The filters of the audit log out of the address; what is not a moment is left out of `from` and `to`. */
export const readAuditFilter = (search: URLSearchParams): AuditFilter => {
  const filter: AuditFilter = {};
  for (const name of auditFields) {
    const value = search.get(name);
    if (value === null || value === "") continue;
    if (name === "from" || name === "to") {
      const moment = Date.parse(value);
      if (!Number.isNaN(moment)) filter[name] = new Date(moment).toISOString();
    } else filter[name] = value;
  }
  return filter;
};

export const setAuditFilter = (
  search: URLSearchParams,
  name: (typeof auditFields)[number],
  value: string,
): URLSearchParams => {
  const next = new URLSearchParams(search);
  if (value === "") next.delete(name);
  else next.set(name, value);
  return next;
};

/** A moment as `<input type="datetime-local">` takes it, in the viewer's zone. */
export const toLocalInput = (iso: string | undefined): string => {
  if (iso === undefined) return "";
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export const fromLocalInput = (value: string): string => (value === "" ? "" : new Date(value).toISOString());
