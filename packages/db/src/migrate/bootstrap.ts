import type { ISql } from "postgres";

/** The three roles. They belong to the whole cluster, so two databases may be making them at once. */
export const makeRoles = async (sql: ISql): Promise<void> => {
  await sql.unsafe(`
    DO $$
    DECLARE
      name text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['breezeway_owner', 'breezeway_control', 'breezeway_data'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;
          END;
        END IF;
      END LOOP;
    END $$`);
};

/** What must be there before the first file runs: the roles, the schema and the list of applied files. */
export const bootstrap = async (sql: ISql): Promise<void> => {
  await makeRoles(sql);
  await sql.unsafe(`
    DO $$ BEGIN
      IF NOT pg_has_role(current_user, 'breezeway_owner', 'MEMBER') THEN
        EXECUTE format('GRANT breezeway_owner TO %I', current_user);
      END IF;
      IF to_regnamespace('breezeway') IS NULL THEN
        EXECUTE format('GRANT CREATE ON DATABASE %I TO breezeway_owner', current_database());
      END IF;
    END $$`);
  await sql.unsafe(`
    SET ROLE breezeway_owner;
    SET search_path = breezeway;
    CREATE SCHEMA IF NOT EXISTS breezeway AUTHORIZATION breezeway_owner;
    GRANT USAGE ON SCHEMA breezeway TO breezeway_control, breezeway_data;
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY,
      hash text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
};
