-- What the newest releases of a server were made from, so that the draft can become what is live again.
CREATE TABLE release_sketches (
  release_id text PRIMARY KEY REFERENCES releases ON DELETE CASCADE,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  sketch jsonb NOT NULL,
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX release_sketches_server ON release_sketches (server_id);

ALTER TABLE release_sketches ENABLE ROW LEVEL SECURITY;
ALTER TABLE release_sketches FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON release_sketches TO breezeway_owner USING (true) WITH CHECK (true);
CREATE POLICY control_workspace ON release_sketches TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true))
  WITH CHECK (workspace_id = current_setting('app.workspace_id', true));
GRANT SELECT, INSERT, DELETE ON release_sketches TO breezeway_control;
