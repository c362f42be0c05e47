-- A filter that finds little or nothing must not read all of a workspace's trail: tool, client and kind of failure are
-- found by index in every server of the workspace at once. The index by server and tool goes; this one does its work.
DROP INDEX audit_events_tool;
CREATE INDEX audit_events_tool ON audit_events (workspace_id, tool, at DESC, id DESC);
CREATE INDEX audit_events_client ON audit_events (workspace_id, client_name, at DESC, id DESC);
CREATE INDEX audit_events_outcome ON audit_events (workspace_id, outcome, at DESC, id DESC) WHERE outcome <> 'ok';

-- Counts are summed from the key alone: the rows themselves are wide with histograms.
ALTER TABLE audit_rollups DROP CONSTRAINT audit_rollups_pkey;
ALTER TABLE audit_rollups ADD PRIMARY KEY (workspace_id, dimension, hour, server_id, value) INCLUDE (calls, failures);
