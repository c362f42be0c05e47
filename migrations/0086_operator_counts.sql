-- For the operator: what is not summed up yet, and how the calls are spread. Counts alone; no row names anyone.
CREATE FUNCTION operator_recent(p_step text, p_from timestamptz, p_to timestamptz)
  RETURNS TABLE (at timestamptz, outcome text, own integer, upstream integer, calls bigint, bytes_in bigint, bytes_out bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT date_trunc(p_step, e.at, 'UTC'), e.outcome, latency_bucket(greatest(e.duration_us - e.upstream_us, 0)),
         latency_bucket(e.upstream_us), count(*), sum(e.bytes_in::bigint)::bigint, sum(e.bytes_out::bigint)::bigint
  FROM audit_events e
  WHERE e.at >= greatest(p_from, now() - interval '30 days') AND e.at < p_to
  GROUP BY 1, 2, 3, 4 ORDER BY 1
$$;

-- Calls of the busiest workspaces, servers, tools or clients, most first; an empty range leaves its part out.
CREATE FUNCTION operator_busiest(p_of text, p_days tstzrange, p_before tstzrange, p_after tstzrange, p_events tstzrange,
                                 p_limit integer)
  RETURNS TABLE (calls bigint, failures bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH chosen AS (
    SELECT CASE WHEN p_of IN ('tool', 'client') THEN p_of ELSE 'all' END AS dimension, p_of IN ('server', 'tool') AS by_server,
           now() - interval '30 days' AS oldest
  ), parts AS (
    SELECT d.workspace_id, d.server_id, d.value, d.calls, d.failures FROM audit_daily_rollups d, chosen c
    WHERE d.day >= greatest(lower(p_days), c.oldest) AND d.day < upper(p_days)
      AND d.dimension = c.dimension AND (d.server_id IS NOT NULL) = c.by_server
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h, chosen c
    WHERE h.hour >= greatest(lower(p_before), c.oldest) AND h.hour < upper(p_before) AND h.dimension = c.dimension
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h, chosen c
    WHERE h.hour >= greatest(lower(p_after), c.oldest) AND h.hour < upper(p_after) AND h.dimension = c.dimension
    UNION ALL
    SELECT e.workspace_id, e.server_id,
           CASE p_of WHEN 'tool' THEN e.tool WHEN 'client' THEN e.client_name ELSE '' END,
           count(*), count(*) FILTER (WHERE e.outcome <> 'ok')
    FROM audit_events e, chosen c
    WHERE e.at >= greatest(lower(p_events), c.oldest) AND e.at < upper(p_events)
    GROUP BY 1, 2, 3
  )
  SELECT sum(p.calls)::bigint, sum(p.failures)::bigint FROM parts p
  GROUP BY CASE p_of
    WHEN 'workspace' THEN ARRAY[p.workspace_id]
    WHEN 'server' THEN ARRAY[p.server_id]
    WHEN 'tool' THEN ARRAY[p.server_id, p.value]
    ELSE ARRAY[p.value]
  END
  ORDER BY 1 DESC, 2 DESC LIMIT p_limit
$$;

REVOKE EXECUTE ON FUNCTION
  operator_recent(text, timestamptz, timestamptz),
  operator_busiest(text, tstzrange, tstzrange, tstzrange, tstzrange, integer)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  operator_recent(text, timestamptz, timestamptz),
  operator_busiest(text, tstzrange, tstzrange, tstzrange, tstzrange, integer)
  TO breezeway_control;
