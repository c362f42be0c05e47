import { Secret } from "@breezeway/core";
import { readDatabaseUrl } from "../database/connection-options.ts";
import { openLane, type Lane } from "../database/lane.ts";
import { makeRoles } from "../migrate/bootstrap.ts";
import { superuser } from "./initialise-cluster.ts";

const appLogin = "breezeway_app";
const databaseName = "breezeway";
const holderLock = "hashtextextended('breezeway.cluster', 0)";

/** libpq's way to name a Unix socket in a URL. */
export const clusterUrl = (socketDirectory: string, user: string, database: string): Secret =>
  Secret.of(`postgresql://${user}@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`);

export interface ClusterUrls {
  /** A plain login that may become control or data. */
  readonly url: Secret;
  /** The cluster's superuser, for migrations. */
  readonly migrateUrl: Secret;
}

export const urlsOf = (socketDirectory: string): ClusterUrls => ({
  url: clusterUrl(socketDirectory, appLogin, databaseName),
  migrateUrl: clusterUrl(socketDirectory, superuser, databaseName),
});

/** A session that stays open for as long as this process owns the cluster. */
export const openHolder = (socketDirectory: string, holderName: string, onClose: () => void): Lane =>
  openLane({
    address: readDatabaseUrl(clusterUrl(socketDirectory, superuser, "postgres")),
    settings: { application_name: holderName, client_min_messages: "warning" },
    onNotice: () => undefined,
    onClose,
  });

/** True when no other living process owns the cluster; the server itself forgets owners that died. */
export const takeOwnership = async ({ sql }: Lane): Promise<boolean> => {
  const [row] = await sql.unsafe<{ owned: boolean }[]>(`SELECT pg_try_advisory_lock(${holderLock}) AS owned`);
  return row?.owned === true;
};

/** The process that owns the cluster, by its name; none where it was killed. */
export const findOwner = async ({ sql }: Lane): Promise<string | undefined> => {
  const [row] = await sql.unsafe<{ name: string }[]>(`
    SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.granted AND a.application_name LIKE 'breezeway process %' LIMIT 1`);
  return row?.name;
};

/** Roles, the login of the product and its database; nothing changes the second time. */
export const setUpDatabase = async ({ sql }: Lane): Promise<void> => {
  await makeRoles(sql);
  await sql.unsafe(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${appLogin}') THEN
        CREATE ROLE ${appLogin} LOGIN NOINHERIT;
        GRANT breezeway_control, breezeway_data TO ${appLogin};
      END IF;
    END $$`);
  const found = await sql.unsafe(`SELECT FROM pg_database WHERE datname = '${databaseName}'`);
  if (found.length === 0) await sql.unsafe(`CREATE DATABASE ${databaseName}`);
};
