-- Whole UTC days, summed from the hours once these are final: a month of a busy workspace is read from days, not hours.
-- A row without a server counts the whole workspace, because one connection may use many servers.
CREATE TABLE audit_daily_rollups (
  workspace_id text NOT NULL,
  server_id text,
  day timestamptz NOT NULL,
  dimension text NOT NULL CHECK (dimension IN ('all', 'outcome', 'tool', 'client', 'connection')),
  value text NOT NULL,
  calls bigint NOT NULL,
  failures bigint NOT NULL,
  bytes_in bigint NOT NULL,
  bytes_out bigint NOT NULL,
  -- Of the dimension 'all' alone; empty in the others.
  own_histogram bigint[] NOT NULL DEFAULT '{}',
  upstream_histogram bigint[] NOT NULL DEFAULT '{}',
  UNIQUE NULLS NOT DISTINCT (workspace_id, dimension, server_id, day, value) INCLUDE (calls, failures)
);
CREATE INDEX audit_daily_rollups_day ON audit_daily_rollups (day);

CREATE TABLE audit_rolled_days (
  day timestamptz PRIMARY KEY
);

ALTER TABLE audit_daily_rollups ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_daily_rollups FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON audit_daily_rollups TO breezeway_owner USING (true) WITH CHECK (true);
CREATE POLICY control_read ON audit_daily_rollups FOR SELECT TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true) AND day > now() - interval '30 days');
GRANT SELECT ON audit_daily_rollups TO breezeway_control;

-- A day is 24 hours in UTC whatever the session's time zone.
CREATE FUNCTION roll_up_audit_day(p_day timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  DELETE FROM audit_daily_rollups WHERE day = p_day;

  INSERT INTO audit_daily_rollups (workspace_id, server_id, day, dimension, value, calls, failures, bytes_in, bytes_out)
  SELECT workspace_id, server_id, p_day, dimension, value,
         sum(calls)::bigint, sum(failures)::bigint, sum(bytes_in)::bigint, sum(bytes_out)::bigint
  FROM audit_rollups
  WHERE hour >= p_day AND hour < p_day + interval '24 hours' AND dimension <> 'all'
  GROUP BY GROUPING SETS ((workspace_id, dimension, value, server_id), (workspace_id, dimension, value));

  INSERT INTO audit_daily_rollups (workspace_id, server_id, day, dimension, value, calls, failures, bytes_in, bytes_out,
                                   own_histogram, upstream_histogram)
  WITH hours AS MATERIALIZED (
    SELECT * FROM audit_rollups WHERE hour >= p_day AND hour < p_day + interval '24 hours' AND dimension = 'all'
  ), totals AS (
    SELECT workspace_id, coalesce(server_id, '') AS server, sum(calls)::bigint AS calls, sum(failures)::bigint AS failures,
           sum(bytes_in)::bigint AS bytes_in, sum(bytes_out)::bigint AS bytes_out
    FROM hours GROUP BY GROUPING SETS ((workspace_id, server_id), (workspace_id))
  ), buckets AS (
    SELECT h.workspace_id, coalesce(h.server_id, '') AS server, u.i,
           sum(u.own)::bigint AS own, sum(u.upstream)::bigint AS upstream
    FROM hours h CROSS JOIN LATERAL unnest(h.own_histogram, h.upstream_histogram) WITH ORDINALITY AS u (own, upstream, i)
    GROUP BY GROUPING SETS ((h.workspace_id, h.server_id, u.i), (h.workspace_id, u.i))
  ), histograms AS (
    SELECT workspace_id, server, array_agg(own ORDER BY i) AS own, array_agg(upstream ORDER BY i) AS upstream
    FROM buckets GROUP BY 1, 2
  )
  SELECT workspace_id, nullif(server, ''), p_day, 'all', '', calls, failures, bytes_in, bytes_out, own, upstream
  FROM totals JOIN histograms USING (workspace_id, server);

  INSERT INTO audit_rolled_days (day) VALUES (p_day) ON CONFLICT DO NOTHING;
$$;

-- Sums up the days whose hours are all final; at most p_limit days in one call.
CREATE FUNCTION roll_up_audit_days(p_limit integer DEFAULT 3) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  d timestamptz;
  done integer := 0;
  first timestamptz;
  final_until timestamptz;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('breezeway.audit_rollups', 0)) THEN
    RETURN 0;
  END IF;
  SELECT coalesce(min(hour) FILTER (WHERE NOT is_final), max(hour) + interval '1 hour'), date_trunc('day', min(hour), 'UTC')
    INTO final_until, first FROM audit_rolled_hours;
  SELECT coalesce(max(day) + interval '24 hours', first) INTO first FROM audit_rolled_days;
  FOR d IN
    SELECT g FROM generate_series(greatest(first, date_trunc('day', now(), 'UTC') - interval '720 hours'),
                                  date_trunc('day', final_until, 'UTC') - interval '24 hours', interval '24 hours') g
    ORDER BY 1 LIMIT p_limit
  LOOP
    PERFORM roll_up_audit_day(d);
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;

-- Whole days before this are summed up for good.
CREATE FUNCTION audit_days_rolled_until() RETURNS timestamptz
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT coalesce(max(day) + interval '24 hours', 'epoch'::timestamptz) FROM audit_rolled_days
$$;

-- For the operator: days over all workspaces, nothing that names one.
CREATE FUNCTION operator_daily_totals(p_from timestamptz, p_to timestamptz)
  RETURNS TABLE (day timestamptz, calls bigint, failures bigint, bytes_in bigint, bytes_out bigint,
                 own_histogram bigint[], upstream_histogram bigint[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH chosen AS MATERIALIZED (
    SELECT r.* FROM audit_daily_rollups r
    WHERE r.dimension = 'all' AND r.server_id IS NULL
      AND r.day >= greatest(p_from, now() - interval '30 days') AND r.day < p_to
  ), buckets AS (
    SELECT b.day, array_agg(b.own ORDER BY b.i) AS own, array_agg(b.upstream ORDER BY b.i) AS upstream
    FROM (SELECT c.day, u.i, sum(u.own)::bigint AS own, sum(u.upstream)::bigint AS upstream
          FROM chosen c CROSS JOIN LATERAL unnest(c.own_histogram, c.upstream_histogram) WITH ORDINALITY AS u (own, upstream, i)
          GROUP BY c.day, u.i) b
    GROUP BY b.day
  )
  SELECT c.day, sum(c.calls)::bigint, sum(c.failures)::bigint, sum(c.bytes_in)::bigint, sum(c.bytes_out)::bigint,
         b.own, b.upstream
  FROM chosen c JOIN buckets b USING (day) GROUP BY c.day, b.own, b.upstream ORDER BY c.day
$$;

CREATE FUNCTION operator_daily_outcomes(p_from timestamptz, p_to timestamptz) RETURNS TABLE (outcome text, calls bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT value, sum(calls)::bigint FROM audit_daily_rollups
  WHERE dimension = 'outcome' AND server_id IS NULL
    AND day >= greatest(p_from, now() - interval '30 days') AND day < p_to
  GROUP BY value ORDER BY 2 DESC
$$;

CREATE OR REPLACE FUNCTION prune_expired(p_limit integer DEFAULT 10000) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  total integer := 0;
  n integer;
  t text[];
BEGIN
  FOREACH t SLICE 1 IN ARRAY ARRAY[
    ['spent', 'expires_at < now() - interval ''10 minutes'''],
    ['throttles', 'window_started_at < now() - interval ''1 day'''],
    ['email_tokens', 'expires_at < now() - interval ''7 days'''],
    ['sessions', 'coalesce(ended_at, least(expires_at, idle_expires_at)) < now() - interval ''30 days'''],
    ['invitations', 'coalesce(accepted_at, revoked_at, expires_at) < now() - interval ''30 days'''],
    ['changes', 'at < now() - interval ''7 days'''],
    ['connections', 'last_seen_at < now() - interval ''30 days'' AND (revoked_at IS NULL OR denied_until < now())'],
    ['audit_rollups', 'hour < now() - interval ''30 days'''],
    ['audit_rolled_hours', 'hour < now() - interval ''31 days'''],
    ['audit_daily_rollups', 'day < now() - interval ''30 days'''],
    ['audit_rolled_days', 'day < now() - interval ''31 days''']
  ] LOOP
    EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$s LIMIT %3$s))',
                   t[1], t[2], p_limit);
    GET DIAGNOSTICS n = ROW_COUNT;
    total := total + n;
  END LOOP;
  RETURN total;
END $$;

CREATE OR REPLACE FUNCTION purge_due_workspaces(p_limit integer DEFAULT 20000) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  w text;
  n integer;
BEGIN
  SELECT id INTO w FROM workspaces WHERE deletion_due_at <= now() ORDER BY deletion_due_at LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF w IS NULL THEN
    RETURN true;
  END IF;
  DELETE FROM audit_events e USING
    (SELECT at, id FROM audit_events WHERE workspace_id = w LIMIT p_limit) d
    WHERE e.workspace_id = w AND e.at = d.at AND e.id = d.id;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n < p_limit THEN
    DELETE FROM audit_intents WHERE workspace_id = w;
    DELETE FROM audit_rollups WHERE workspace_id = w;
    DELETE FROM audit_daily_rollups WHERE workspace_id = w;
    DELETE FROM changes WHERE workspace_id = w;
    INSERT INTO changes (workspace_id, kind) VALUES (w, 'workspace.stopped');
    DELETE FROM workspaces WHERE id = w;
  END IF;
  RETURN false;
END $$;

GRANT EXECUTE ON FUNCTION
  roll_up_audit_days(integer), audit_days_rolled_until(), operator_daily_totals(timestamptz, timestamptz),
  operator_daily_outcomes(timestamptz, timestamptz)
  TO breezeway_control;
