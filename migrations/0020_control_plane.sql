-- What the dashboard needs besides: exact throttling, deleting accounts, looking for drift, counts for the operator.

ALTER TABLE users ADD COLUMN deletion_due_at timestamptz;
ALTER TABLE shared_credentials ADD COLUMN username text;
-- Whether a draft differs from what is live is told by these two times, without compiling it.
ALTER TABLE servers ADD COLUMN draft_changed_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN published_at timestamptz;
ALTER TABLE throttles ADD COLUMN hits timestamptz[] NOT NULL DEFAULT '{}';

-- At most p_limit attempts in any window of p_window_ms, however they are spread. The row's lock puts attempts in order.
CREATE FUNCTION take_attempt(p_bucket bytea, p_limit integer, p_window_ms integer, p_now timestamptz)
  RETURNS TABLE (accepted boolean, retry_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  recent timestamptz[];
  since timestamptz := p_now - p_window_ms * interval '1 millisecond';
BEGIN
  INSERT INTO throttles (bucket, window_started_at) VALUES (p_bucket, p_now) ON CONFLICT (bucket) DO NOTHING;
  SELECT ARRAY(SELECT h FROM unnest(t.hits) h WHERE h > since ORDER BY h) INTO recent
    FROM throttles t WHERE t.bucket = p_bucket FOR UPDATE;
  accepted := cardinality(recent) < p_limit;
  IF accepted THEN
    recent := recent || p_now;
  END IF;
  UPDATE throttles SET hits = recent, attempts = cardinality(recent), window_started_at = p_now WHERE bucket = p_bucket;
  retry_at := CASE WHEN cardinality(recent) = 0 THEN p_now ELSE recent[1] + p_window_ms * interval '1 millisecond' END;
  RETURN NEXT;
END $$;

CREATE FUNCTION is_workspace_slug_taken(p_slug text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT EXISTS (SELECT FROM workspaces WHERE slug = p_slug)
$$;

-- An account that is still the only owner of a workspace stays: its workspace would belong to nobody.
CREATE FUNCTION purge_due_users(p_limit integer DEFAULT 100) RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH due AS (
    SELECT u.id FROM users u
    WHERE u.deletion_due_at <= now()
      AND NOT EXISTS (
        SELECT FROM memberships m
        WHERE m.user_id = u.id AND m.role = 'owner'
          AND NOT EXISTS (SELECT FROM memberships o
                          WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.user_id <> u.id))
    LIMIT p_limit
  ), gone AS (
    DELETE FROM users u USING due WHERE u.id = due.id RETURNING 1
  )
  SELECT count(*)::integer FROM gone
$$;

-- Takes the sources whose address is due to be looked at, and marks them, so that two replicas do not both look.
CREATE FUNCTION take_due_source_checks(p_limit integer DEFAULT 5)
  RETURNS TABLE (workspace_id text, server_id text, source_id text)
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  UPDATE sources s SET checked_at = now()
  FROM (
    SELECT d.id FROM sources d JOIN workspaces w ON w.id = d.workspace_id
    WHERE d.check_every_hours IS NOT NULL AND d.document_url IS NOT NULL AND w.deletion_requested_at IS NULL
      AND coalesce(d.checked_at, d.imported_at) < now() - d.check_every_hours * interval '1 hour'
    ORDER BY coalesce(d.checked_at, d.imported_at) LIMIT p_limit FOR UPDATE OF d SKIP LOCKED
  ) due
  WHERE s.id = due.id
  RETURNING s.workspace_id, s.server_id, s.id
$$;

-- For the public trust page: how many servers use each credential mode.
CREATE FUNCTION credential_mode_counts() RETURNS TABLE (mode text, servers bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT credential ->> 'mode', count(*) FROM servers WHERE live_release_id IS NOT NULL GROUP BY 1 ORDER BY 1
$$;

CREATE FUNCTION operator_outcomes(p_from timestamptz, p_to timestamptz) RETURNS TABLE (outcome text, calls bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT value, sum(calls)::bigint FROM audit_rollups
  WHERE dimension = 'outcome' AND hour >= greatest(p_from, now() - interval '30 days') AND hour < p_to
  GROUP BY value ORDER BY 2 DESC
$$;

REVOKE EXECUTE ON FUNCTION
  take_attempt(bytea, integer, integer, timestamptz), is_workspace_slug_taken(text), purge_due_users(integer),
  take_due_source_checks(integer), credential_mode_counts(), operator_outcomes(timestamptz, timestamptz)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  take_attempt(bytea, integer, integer, timestamptz), is_workspace_slug_taken(text), purge_due_users(integer),
  take_due_source_checks(integer), credential_mode_counts(), operator_outcomes(timestamptz, timestamptz)
  TO breezeway_control;
