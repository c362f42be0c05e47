-- What takes the newest edits of a server's tools back, until the tools themselves are replaced.
CREATE TABLE tool_undos (
  change_id text PRIMARY KEY,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  -- Source and key of each tool that the change touched.
  tools text[] NOT NULL,
  -- Null where they are too many to be kept; the change still stands in the way of older ones.
  edits jsonb,
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX tool_undos_server ON tool_undos (server_id, position DESC);

ALTER TABLE tool_undos ENABLE ROW LEVEL SECURITY;
ALTER TABLE tool_undos FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON tool_undos TO breezeway_owner USING (true) WITH CHECK (true);
CREATE POLICY control_workspace ON tool_undos TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true))
  WITH CHECK (workspace_id = current_setting('app.workspace_id', true));
GRANT SELECT, INSERT, DELETE ON tool_undos TO breezeway_control;
