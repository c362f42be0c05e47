-- The operator's figures are of all workspaces at once: found by kind and time, past the many rows of connections.
CREATE INDEX audit_rollups_kind ON audit_rollups (dimension, hour) WHERE dimension <> 'connection';
CREATE INDEX audit_daily_rollups_kind ON audit_daily_rollups (dimension, day) WHERE dimension <> 'connection';

-- As before, and says what the indexes hold for.
CREATE OR REPLACE FUNCTION operator_busiest(p_of text, p_days tstzrange, p_before tstzrange, p_after tstzrange,
                                            p_events tstzrange, p_limit integer)
  RETURNS TABLE (calls bigint, failures bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  WITH parts AS (
    SELECT d.workspace_id, d.server_id, d.value, d.calls, d.failures FROM audit_daily_rollups d
    WHERE d.dimension = CASE WHEN p_of IN ('tool', 'client') THEN p_of ELSE 'all' END AND d.dimension <> 'connection'
      AND d.day >= greatest(lower(p_days), now() - interval '30 days') AND d.day < upper(p_days)
      AND (d.server_id IS NOT NULL) = (p_of IN ('server', 'tool'))
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h
    WHERE h.dimension = CASE WHEN p_of IN ('tool', 'client') THEN p_of ELSE 'all' END AND h.dimension <> 'connection'
      AND h.hour >= greatest(lower(p_before), now() - interval '30 days') AND h.hour < upper(p_before)
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h
    WHERE h.dimension = CASE WHEN p_of IN ('tool', 'client') THEN p_of ELSE 'all' END AND h.dimension <> 'connection'
      AND h.hour >= greatest(lower(p_after), now() - interval '30 days') AND h.hour < upper(p_after)
    UNION ALL
    SELECT e.workspace_id, e.server_id,
           CASE p_of WHEN 'tool' THEN e.tool WHEN 'client' THEN e.client_name ELSE '' END,
           count(*), count(*) FILTER (WHERE e.outcome <> 'ok')
    FROM audit_events e
    WHERE e.at >= greatest(lower(p_events), now() - interval '30 days') AND e.at < upper(p_events)
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
