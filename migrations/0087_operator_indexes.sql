-- The operator's figures are of all workspaces at once: found by kind and time, past the many rows of connections.
CREATE INDEX audit_rollups_kind ON audit_rollups (dimension, hour) WHERE dimension <> 'connection';
CREATE INDEX audit_daily_rollups_kind ON audit_daily_rollups (dimension, day) WHERE dimension <> 'connection';

-- As before, but planned anew for what is asked: a plan for every kind and any stretch reads the tables whole.
CREATE OR REPLACE FUNCTION operator_busiest(p_of text, p_days tstzrange, p_before tstzrange, p_after tstzrange,
                                            p_events tstzrange, p_limit integer)
  RETURNS TABLE (calls bigint, failures bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
  kind text := CASE WHEN p_of IN ('tool', 'client') THEN p_of ELSE 'all' END;
  by_server boolean := p_of IN ('server', 'tool');
  oldest timestamptz := now() - interval '30 days';
BEGIN
  RETURN QUERY
  WITH parts AS (
    SELECT d.workspace_id, d.server_id, d.value, d.calls, d.failures FROM audit_daily_rollups d
    WHERE d.dimension = kind AND d.dimension <> 'connection' AND (d.server_id IS NOT NULL) = by_server
      AND d.day >= greatest(lower(p_days), oldest) AND d.day < upper(p_days)
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h
    WHERE h.dimension = kind AND h.dimension <> 'connection'
      AND h.hour >= greatest(lower(p_before), oldest) AND h.hour < upper(p_before)
    UNION ALL
    SELECT h.workspace_id, h.server_id, h.value, h.calls, h.failures FROM audit_rollups h
    WHERE h.dimension = kind AND h.dimension <> 'connection'
      AND h.hour >= greatest(lower(p_after), oldest) AND h.hour < upper(p_after)
    UNION ALL
    SELECT e.workspace_id, e.server_id, CASE kind WHEN 'tool' THEN e.tool WHEN 'client' THEN e.client_name ELSE '' END,
           count(*), count(*) FILTER (WHERE e.outcome <> 'ok')
    FROM audit_events e
    WHERE e.at >= greatest(lower(p_events), oldest) AND e.at < upper(p_events)
    GROUP BY 1, 2, 3
  )
  SELECT sum(p.calls)::bigint, sum(p.failures)::bigint FROM parts p
  GROUP BY CASE WHEN p_of = 'workspace' THEN p.workspace_id END, CASE WHEN by_server THEN p.server_id END,
           CASE WHEN kind <> 'all' THEN p.value END
  ORDER BY 1 DESC, 2 DESC LIMIT p_limit;
END $$;
