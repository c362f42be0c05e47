-- Functions that run as breezeway_owner (SECURITY DEFINER): what precedes a scope, what spans workspaces, upkeep.
-- Each has a fixed search_path and is granted by name.

-- Feed ---------------------------------------------------------------------------------------------------------------

-- The lock is held until commit, so whoever has a lower seq has committed before.
CREATE FUNCTION sequence_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('breezeway.changes', 0));
  NEW.seq := nextval('changes_seq');
  NEW.at := clock_timestamp();
  PERFORM pg_notify('breezeway_changes', NEW.seq::text);
  RETURN NEW;
END $$;
CREATE TRIGGER sequence_change BEFORE INSERT ON changes FOR EACH ROW EXECUTE FUNCTION sequence_change();

-- Guards -------------------------------------------------------------------------------------------------------------

CREATE FUNCTION refuse_release_edit() RETURNS trigger
  LANGUAGE plpgsql SET search_path = breezeway, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_release_edit BEFORE UPDATE ON releases FOR EACH ROW
  WHEN ((OLD.id, OLD.workspace_id, OLD.server_id, OLD.number, OLD.is_draft, OLD.manifest, OLD.content_hash)
        IS DISTINCT FROM
        (NEW.id, NEW.workspace_id, NEW.server_id, NEW.number, NEW.is_draft, NEW.manifest, NEW.content_hash))
  EXECUTE FUNCTION refuse_release_edit();

-- A revocation cannot be taken back, nor its end brought forward.
CREATE FUNCTION keep_revocation() RETURNS trigger
  LANGUAGE plpgsql SET search_path = breezeway, pg_temp AS $$
BEGIN
  NEW.revoked_at := OLD.revoked_at;
  NEW.denied_until := greatest(OLD.denied_until, NEW.denied_until);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_revocation BEFORE UPDATE ON connections FOR EACH ROW
  WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION keep_revocation();

-- What precedes a scope ----------------------------------------------------------------------------------------------

CREATE FUNCTION find_live_server(p_workspace_slug text, p_server_slug text)
  RETURNS TABLE (workspace_id text, server_id text, release_id text, draft_release_id text, epoch integer, stopped boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT s.workspace_id, s.id, s.live_release_id, s.draft_release_id, s.epoch,
         s.stopped_at IS NOT NULL OR w.stopped_at IS NOT NULL
  FROM workspaces w JOIN servers s ON s.workspace_id = w.id
  WHERE w.slug = p_workspace_slug AND s.slug = p_server_slug AND w.deletion_requested_at IS NULL
$$;

CREATE FUNCTION list_live_servers(p_server_ids text[])
  RETURNS TABLE (workspace_id text, server_id text, release_id text, draft_release_id text, epoch integer, stopped boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT s.workspace_id, s.id, s.live_release_id, s.draft_release_id, s.epoch,
         s.stopped_at IS NOT NULL OR w.stopped_at IS NOT NULL
  FROM servers s JOIN workspaces w ON w.id = s.workspace_id
  WHERE s.id = ANY (p_server_ids) AND w.deletion_requested_at IS NULL
$$;

-- A provider's callback names the provider alone.
CREATE FUNCTION find_provider_workspace(p_provider_id text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT workspace_id FROM oauth_providers WHERE id = p_provider_id
$$;

CREATE FUNCTION find_login(p_email text)
  RETURNS TABLE (user_id text, email text, email_verified_at timestamptz, password_hash text, has_second_factor boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT u.id, u.email, u.email_verified_at, s.password_hash, s.totp_confirmed_at IS NOT NULL
  FROM users u JOIN user_secrets s ON s.user_id = u.id
  WHERE lower(u.email) = lower(p_email)
$$;

CREATE FUNCTION find_session(p_token_hash bytea)
  RETURNS TABLE (session_id text, user_id text, email text, display_name text, email_verified_at timestamptz,
                 is_operator boolean, has_second_factor boolean, second_factor_at timestamptz,
                 created_at timestamptz, last_seen_at timestamptz, idle_expires_at timestamptz, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT s.id, u.id, u.email, u.display_name, u.email_verified_at,
         EXISTS (SELECT FROM operators o WHERE o.user_id = u.id),
         EXISTS (SELECT FROM user_secrets k WHERE k.user_id = u.id AND k.totp_confirmed_at IS NOT NULL),
         s.second_factor_at, s.created_at, s.last_seen_at, s.idle_expires_at, s.expires_at
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.token_hash = p_token_hash AND s.ended_at IS NULL AND s.expires_at > now() AND s.idle_expires_at > now()
$$;

CREATE FUNCTION find_email_token(p_token_hash bytea)
  RETURNS TABLE (id text, user_id text, purpose text, new_email text, expires_at timestamptz, used_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT id, user_id, purpose, new_email, expires_at, used_at FROM email_tokens WHERE token_hash = p_token_hash
$$;

CREATE FUNCTION find_invitation(p_token_hash bytea)
  RETURNS TABLE (id text, workspace_id text, workspace_name text, email text, role text, expires_at timestamptz,
                 accepted_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT i.id, i.workspace_id, w.name, i.email, i.role, i.expires_at, i.accepted_at, i.revoked_at
  FROM invitations i JOIN workspaces w ON w.id = i.workspace_id
  WHERE i.token_hash = p_token_hash
$$;

CREATE FUNCTION find_api_token(p_token_hash bytea)
  RETURNS TABLE (id text, workspace_id text, user_id text, scopes text[], role text, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT t.id, t.workspace_id, t.user_id, t.scopes, m.role, t.expires_at
  FROM api_tokens t JOIN memberships m ON m.workspace_id = t.workspace_id AND m.user_id = t.user_id
  WHERE t.token_hash = p_token_hash AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())
$$;

-- What the data plane writes across workspaces -----------------------------------------------------------------------

-- Rows of servers that are gone are left out rather than failing the batch. Ordered, so that two batches cannot deadlock.
CREATE FUNCTION record_sightings(
    p_server_ids text[], p_hashes text[], p_kinds text[], p_client_names text[], p_client_versions text[],
    p_read_only boolean[], p_calls integer[], p_seen_at timestamptz[]) RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH seen AS (
    SELECT s.id AS server_id, b.hash, s.workspace_id, b.kind, left(b.client_name, 200) AS client_name,
           left(b.client_version, 200) AS client_version, b.read_only, b.calls, b.seen_at
    FROM unnest(p_server_ids, p_hashes, p_kinds, p_client_names, p_client_versions, p_read_only, p_calls, p_seen_at)
           AS b (server_id, hash, kind, client_name, client_version, read_only, calls, seen_at)
         JOIN servers s ON s.id = b.server_id
    ORDER BY s.id, b.hash
  ), written AS (
    INSERT INTO connections AS c (server_id, hash, workspace_id, kind, client_name, client_version, read_only, calls,
                                  first_seen_at, last_seen_at)
    SELECT server_id, hash, workspace_id, kind, client_name, client_version, read_only, calls, seen_at, seen_at FROM seen
    ON CONFLICT (server_id, hash) DO UPDATE SET
      client_name = EXCLUDED.client_name, client_version = EXCLUDED.client_version, read_only = EXCLUDED.read_only,
      calls = c.calls + EXCLUDED.calls, last_seen_at = greatest(c.last_seen_at, EXCLUDED.last_seen_at)
    RETURNING 1
  )
  SELECT count(*)::integer FROM written
$$;

CREATE FUNCTION touch_access_keys(p_ids text[], p_used_at timestamptz[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  UPDATE access_keys k SET last_used_at = greatest(k.last_used_at, b.used_at)
  FROM (SELECT * FROM unnest(p_ids, p_used_at) AS u (id, used_at) ORDER BY id) b
  WHERE k.id = b.id
$$;

-- Upkeep of the audit trail ------------------------------------------------------------------------------------------

-- The owner alone may say what time it is.
CREATE FUNCTION maintain_audit_partitions_at(p_now timestamptz)
  RETURNS TABLE (made integer, dropped integer)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  today date := (p_now AT TIME ZONE 'UTC')::date;
  day date;
  partition text;
BEGIN
  made := 0;
  dropped := 0;
  PERFORM pg_advisory_xact_lock(hashtextextended('breezeway.audit_partitions', 0));
  -- From yesterday on, and from the last day that has one: calls may have begun before a long stand-still.
  FOR day IN
    SELECT d::date FROM generate_series(
      least(today - 1,
            greatest(today - 29,
                     (SELECT max(to_date(right(c.relname, 8), 'YYYYMMDD')) + 1
                      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                      WHERE i.inhparent = 'breezeway.audit_events'::regclass))),
      today + 3, interval '1 day') d
  LOOP
    partition := 'audit_events_' || to_char(day, 'YYYYMMDD');
    IF to_regclass('breezeway.' || partition) IS NULL THEN
      -- Made apart and attached: unlike CREATE … PARTITION OF this does not keep inserts waiting.
      EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
      EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                     partition, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
      made := made + 1;
    END IF;
  END LOOP;
  -- A day goes when its last event is 30 days old, which is at most 24 h after its first one was.
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'breezeway.audit_events'::regclass
      AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 <= ((p_now AT TIME ZONE 'UTC') - interval '30 days')
  LOOP
    EXECUTE format('DROP TABLE %I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN NEXT;
END $$;

CREATE FUNCTION maintain_audit_partitions() RETURNS TABLE (made integer, dropped integer)
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT made, dropped FROM maintain_audit_partitions_at(now())
$$;

-- Intents whose call cannot be running any more become events of unknown outcome, at their own time.
CREATE FUNCTION settle_audit_intents() RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH stale AS (
    DELETE FROM audit_intents WHERE at < now() - interval '10 minutes' RETURNING *
  ), settled AS (
    INSERT INTO audit_events (at, id, workspace_id, server_id, release_id, tool, method, path_template, outcome,
                              duration_us, upstream_us, bytes_in, bytes_out, retries, redactions, client_name,
                              client_version, connection_hash, request_id)
    SELECT at, id, workspace_id, server_id, release_id, tool, method, path_template, 'unknown',
           0, 0, 0, 0, 0, 0, client_name, client_version, connection_hash, request_id
    FROM stale WHERE at > now() - interval '30 days'
    ON CONFLICT DO NOTHING RETURNING 1
  )
  SELECT count(*)::integer FROM settled
$$;

-- Bucket i holds durations up to 100 µs × 2^(i/2); 48 buckets reach 20 minutes.
CREATE FUNCTION latency_bucket(p_us integer) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT least(47, greatest(0, ceil(2 * ln(greatest(p_us, 1) / 100.0::float8) / ln(2.0::float8))::integer))
$$;

CREATE FUNCTION roll_up_audit_hour(p_hour timestamptz) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  DELETE FROM audit_rollups WHERE hour = p_hour;
  INSERT INTO audit_rollups (workspace_id, server_id, hour, dimension, value, calls, failures, bytes_in, bytes_out,
                             own_histogram, upstream_histogram)
  WITH cells AS MATERIALIZED (
    SELECT workspace_id, server_id, outcome, tool, client_name, connection_hash,
           latency_bucket(greatest(duration_us - upstream_us, 0)) AS own, latency_bucket(upstream_us) AS upstream,
           count(*) AS calls, sum(bytes_in::bigint) AS bytes_in, sum(bytes_out::bigint) AS bytes_out
    FROM audit_events WHERE at >= p_hour AND at < p_hour + interval '1 hour'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ), spread AS (
    SELECT c.workspace_id, c.server_id, d.dimension, d.value, c.outcome, c.own, c.upstream, c.calls, c.bytes_in, c.bytes_out
    FROM cells c CROSS JOIN LATERAL (VALUES
      ('all', ''), ('outcome', c.outcome), ('tool', c.tool), ('client', c.client_name), ('connection', c.connection_hash)
    ) AS d (dimension, value)
  ), totals AS (
    SELECT workspace_id, server_id, dimension, value, sum(calls)::bigint AS calls,
           coalesce(sum(calls) FILTER (WHERE outcome <> 'ok'), 0)::bigint AS failures,
           sum(bytes_in)::bigint AS bytes_in, sum(bytes_out)::bigint AS bytes_out
    FROM spread GROUP BY 1, 2, 3, 4
  ), own AS (
    SELECT workspace_id, server_id, dimension, value, jsonb_object_agg(own, n) AS counts
    FROM (SELECT workspace_id, server_id, dimension, value, own, sum(calls) AS n FROM spread
          WHERE dimension <> 'connection' GROUP BY 1, 2, 3, 4, 5) o GROUP BY 1, 2, 3, 4
  ), upstream AS (
    SELECT workspace_id, server_id, dimension, value, jsonb_object_agg(upstream, n) AS counts
    FROM (SELECT workspace_id, server_id, dimension, value, upstream, sum(calls) AS n FROM spread
          WHERE dimension <> 'connection' GROUP BY 1, 2, 3, 4, 5) u GROUP BY 1, 2, 3, 4
  )
  SELECT t.workspace_id, t.server_id, p_hour, t.dimension, t.value, t.calls, t.failures, t.bytes_in, t.bytes_out,
         CASE WHEN t.dimension = 'connection' THEN '{}'
              ELSE ARRAY(SELECT coalesce((o.counts ->> i::text)::integer, 0) FROM generate_series(0, 47) i ORDER BY i) END,
         CASE WHEN t.dimension = 'connection' THEN '{}'
              ELSE ARRAY(SELECT coalesce((u.counts ->> i::text)::integer, 0) FROM generate_series(0, 47) i ORDER BY i) END
  FROM totals t
       LEFT JOIN own o USING (workspace_id, server_id, dimension, value)
       LEFT JOIN upstream u USING (workspace_id, server_id, dimension, value);
  INSERT INTO audit_rolled_hours (hour, rolled_at) VALUES (p_hour, clock_timestamp())
  ON CONFLICT (hour) DO UPDATE SET rolled_at = EXCLUDED.rolled_at, is_final = true;
$$;

-- Rolls up whole hours as they end, and each once more a while later: replicas that could not reach the database
-- write late. At most p_limit hours in one call.
CREATE FUNCTION roll_up_audit(p_limit integer DEFAULT 6, p_settle interval DEFAULT '20 minutes') RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  h timestamptz;
  done integer := 0;
  first timestamptz;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('breezeway.audit_rollups', 0)) THEN
    RETURN 0;
  END IF;
  SELECT coalesce(max(hour) + interval '1 hour',
                  (SELECT date_trunc('hour', min(at)) FROM audit_events WHERE at > now() - interval '30 days'))
    INTO first FROM audit_rolled_hours;
  FOR h IN
    SELECT hour FROM audit_rolled_hours WHERE NOT is_final AND rolled_at < now() - p_settle
    UNION ALL
    SELECT g FROM generate_series(greatest(first, date_trunc('hour', now()) - interval '30 days'),
                                  date_trunc('hour', now()) - interval '1 hour', interval '1 hour') g
    ORDER BY 1 LIMIT p_limit
  LOOP
    PERFORM roll_up_audit_hour(h);
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;

-- Up to here the roll-ups are complete but for late events; later hours are read from the events.
CREATE FUNCTION audit_rolled_until() RETURNS timestamptz
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT coalesce(max(hour) + interval '1 hour', 'epoch'::timestamptz) FROM audit_rolled_hours
$$;

-- Deletes what has outlived its use; bounded, so that no call holds locks for long.
CREATE FUNCTION prune_expired(p_limit integer DEFAULT 10000) RETURNS integer
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
    ['audit_rolled_hours', 'hour < now() - interval ''31 days''']
  ] LOOP
    EXECUTE format('DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$s LIMIT %3$s))',
                   t[1], t[2], p_limit);
    GET DIAGNOSTICS n = ROW_COUNT;
    total := total + n;
  END LOOP;
  RETURN total;
END $$;

-- Removes workspaces whose grace period is over, their audit first; false while there is more to do.
CREATE FUNCTION purge_due_workspaces(p_limit integer DEFAULT 20000) RETURNS boolean
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
    DELETE FROM changes WHERE workspace_id = w;
    INSERT INTO changes (workspace_id, kind) VALUES (w, 'workspace.stopped');
    DELETE FROM workspaces WHERE id = w;
  END IF;
  RETURN false;
END $$;

-- For the operator: counts over all workspaces, nothing that names one ------------------------------------------------

CREATE FUNCTION operator_counts()
  RETURNS TABLE (users bigint, workspaces bigint, servers bigint, live_servers bigint, connections bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT (SELECT count(*) FROM breezeway.users), (SELECT count(*) FROM breezeway.workspaces),
         (SELECT count(*) FROM breezeway.servers),
         (SELECT count(*) FROM breezeway.servers WHERE live_release_id IS NOT NULL),
         (SELECT count(*) FROM breezeway.connections)
$$;

CREATE FUNCTION operator_totals(p_from timestamptz, p_to timestamptz)
  RETURNS TABLE (hour timestamptz, calls bigint, failures bigint, bytes_in bigint, bytes_out bigint,
                 own_histogram bigint[], upstream_histogram bigint[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH rows AS MATERIALIZED (
    SELECT r.* FROM audit_rollups r
    WHERE r.dimension = 'all' AND r.hour >= greatest(p_from, now() - interval '30 days') AND r.hour < p_to
  ), buckets AS (
    SELECT b.hour, array_agg(b.own ORDER BY b.i) AS own, array_agg(b.upstream ORDER BY b.i) AS upstream
    FROM (SELECT r.hour, u.i, sum(u.own)::bigint AS own, sum(u.upstream)::bigint AS upstream
          FROM rows r CROSS JOIN LATERAL unnest(r.own_histogram, r.upstream_histogram) WITH ORDINALITY AS u (own, upstream, i)
          GROUP BY r.hour, u.i) b
    GROUP BY b.hour
  )
  SELECT r.hour, sum(r.calls)::bigint, sum(r.failures)::bigint, sum(r.bytes_in)::bigint, sum(r.bytes_out)::bigint,
         b.own, b.upstream
  FROM rows r JOIN buckets b USING (hour) GROUP BY r.hour, b.own, b.upstream ORDER BY r.hour
$$;

-- Who may call what --------------------------------------------------------------------------------------------------

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA breezeway FROM PUBLIC;
GRANT EXECUTE ON FUNCTION latency_bucket(integer) TO breezeway_control, breezeway_data;
GRANT EXECUTE ON FUNCTION
  find_live_server(text, text), list_live_servers(text[]), find_provider_workspace(text),
  maintain_audit_partitions(), settle_audit_intents()
  TO breezeway_control, breezeway_data;
GRANT EXECUTE ON FUNCTION
  record_sightings(text[], text[], text[], text[], text[], boolean[], integer[], timestamptz[]),
  touch_access_keys(text[], timestamptz[])
  TO breezeway_data;
GRANT EXECUTE ON FUNCTION
  find_login(text), find_session(bytea), find_email_token(bytea), find_invitation(bytea), find_api_token(bytea),
  roll_up_audit(integer, interval), audit_rolled_until(), prune_expired(integer), purge_due_workspaces(integer),
  operator_counts(), operator_totals(timestamptz, timestamptz)
  TO breezeway_control;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

SELECT maintain_audit_partitions();
