-- When a value was spent, so that a refresh token whose answer was lost can be told from one that was stolen.

ALTER TABLE spent ADD COLUMN spent_at timestamptz NOT NULL DEFAULT clock_timestamp();

-- Marks a value spent. Null for the first caller in the world; for every later one, the milliseconds since then.
CREATE FUNCTION spend_value(p_hash bytea, p_expires_at timestamptz) RETURNS double precision
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
DECLARE
  ago double precision;
BEGIN
  INSERT INTO spent (hash, expires_at) VALUES (p_hash, p_expires_at) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  SELECT greatest(0, extract(epoch FROM clock_timestamp() - spent_at) * 1000) INTO ago FROM spent WHERE hash = p_hash;
  -- Pruned between the two statements: it had expired, so it counts as spent long ago.
  RETURN coalesce(ago, 'Infinity'::double precision);
END $$;

-- Takes a mark back, where what the value was used for did not happen.
CREATE FUNCTION unspend_value(p_hash bytea) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  DELETE FROM spent WHERE hash = p_hash
$$;

GRANT EXECUTE ON FUNCTION spend_value(bytea, timestamptz), unspend_value(bytea) TO breezeway_data;
