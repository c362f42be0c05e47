-- The planner may read the catalogue before it knows which tables are partitions, and then read a date in names that hold
-- none. Only a name of the right form is read.
CREATE FUNCTION audit_partition_day(p_name name) RETURNS date
  LANGUAGE sql IMMUTABLE SET search_path = breezeway, pg_temp AS $$
  SELECT CASE WHEN p_name ~ '^audit_events_[0-9]{8}$' THEN to_date(right(p_name, 8), 'YYYYMMDD') END
$$;
REVOKE ALL ON FUNCTION audit_partition_day(name) FROM PUBLIC;

CREATE OR REPLACE FUNCTION maintain_audit_partitions_at(p_now timestamptz)
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
                     (SELECT max(audit_partition_day(c.relname)) + 1
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
      AND audit_partition_day(c.relname) + 1 <= ((p_now AT TIME ZONE 'UTC') - interval '30 days')
  LOOP
    EXECUTE format('DROP TABLE %I', partition);
    dropped := dropped + 1;
  END LOOP;
  RETURN NEXT;
END $$;
