-- Imports that a kept release was made from and that the draft no longer stands on.
CREATE TABLE kept_imports (
  source_id text NOT NULL,
  import_version text NOT NULL,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  document_hash text NOT NULL,
  -- The row of `sources`, and those of `tools`; not jsonb, since members keep their order.
  source json NOT NULL,
  tools json NOT NULL,
  PRIMARY KEY (source_id, import_version),
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, document_hash) REFERENCES documents (workspace_id, hash) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX kept_imports_server ON kept_imports (server_id);
CREATE INDEX kept_imports_document ON kept_imports (workspace_id, document_hash);

ALTER TABLE kept_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE kept_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON kept_imports TO breezeway_owner USING (true) WITH CHECK (true);
CREATE POLICY control_workspace ON kept_imports TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true))
  WITH CHECK (workspace_id = current_setting('app.workspace_id', true));
GRANT SELECT, INSERT, DELETE ON kept_imports TO breezeway_control;
