-- Row-level security on every table that belongs to a workspace or a person, and who may do what.
-- A scope is set by SET LOCAL: app.workspace_id and app.user_id. No setting, no rows.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'users', 'user_secrets', 'operators', 'sessions', 'email_tokens', 'recovery_codes', 'account_changes',
    'workspaces', 'memberships', 'invitations', 'api_tokens', 'config_changes', 'servers', 'documents', 'sources',
    'tools', 'tool_overrides', 'oauth_providers', 'shared_credentials', 'access_keys', 'releases', 'connections',
    'changes', 'audit_events', 'audit_intents', 'audit_rollups'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner_all ON %I TO breezeway_owner USING (true) WITH CHECK (true)', name);
  END LOOP;

  FOREACH name IN ARRAY ARRAY[
    'memberships', 'invitations', 'api_tokens', 'config_changes', 'servers', 'documents', 'sources', 'tools',
    'tool_overrides', 'oauth_providers', 'shared_credentials', 'access_keys', 'connections', 'changes'
  ] LOOP
    EXECUTE format(
      'CREATE POLICY control_workspace ON %I TO breezeway_control
         USING (workspace_id = current_setting(''app.workspace_id'', true))
         WITH CHECK (workspace_id = current_setting(''app.workspace_id'', true))', name);
  END LOOP;

  FOREACH name IN ARRAY ARRAY['user_secrets', 'sessions', 'email_tokens', 'recovery_codes', 'account_changes'] LOOP
    EXECUTE format(
      'CREATE POLICY control_user ON %I TO breezeway_control
         USING (user_id = current_setting(''app.user_id'', true))
         WITH CHECK (user_id = current_setting(''app.user_id'', true))', name);
  END LOOP;

  FOREACH name IN ARRAY ARRAY['servers', 'shared_credentials', 'oauth_providers', 'access_keys', 'connections'] LOOP
    EXECUTE format(
      'CREATE POLICY data_workspace ON %I TO breezeway_data
         USING (workspace_id = current_setting(''app.workspace_id'', true))
         WITH CHECK (workspace_id = current_setting(''app.workspace_id'', true))', name);
  END LOOP;
END $$;

-- People: oneself, and those with whom one shares the workspace of this transaction (name and address only).
CREATE POLICY control_self ON users TO breezeway_control
  USING (id = current_setting('app.user_id', true)) WITH CHECK (id = current_setting('app.user_id', true));
CREATE POLICY control_members ON users FOR SELECT TO breezeway_control
  USING (EXISTS (SELECT FROM memberships m
                 WHERE m.user_id = users.id AND m.workspace_id = current_setting('app.workspace_id', true)));
CREATE POLICY control_self ON operators FOR SELECT TO breezeway_control
  USING (user_id = current_setting('app.user_id', true));

-- Workspaces: the one of this transaction, and those of which one is a member.
CREATE POLICY control_workspace ON workspaces TO breezeway_control
  USING (id = current_setting('app.workspace_id', true)) WITH CHECK (id = current_setting('app.workspace_id', true));
CREATE POLICY control_member ON workspaces FOR SELECT TO breezeway_control
  USING (EXISTS (SELECT FROM memberships m
                 WHERE m.workspace_id = workspaces.id AND m.user_id = current_setting('app.user_id', true)));
CREATE POLICY control_own ON memberships FOR SELECT TO breezeway_control
  USING (user_id = current_setting('app.user_id', true));

-- Releases: made, never altered; only drafts are thrown away. The data plane reads what is live or being tried.
CREATE POLICY control_read ON releases FOR SELECT TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true));
CREATE POLICY control_insert ON releases FOR INSERT TO breezeway_control
  WITH CHECK (workspace_id = current_setting('app.workspace_id', true));
CREATE POLICY control_delete_draft ON releases FOR DELETE TO breezeway_control
  USING (is_draft AND workspace_id = current_setting('app.workspace_id', true));
CREATE POLICY data_live ON releases FOR SELECT TO breezeway_data
  USING (workspace_id = current_setting('app.workspace_id', true)
         AND EXISTS (SELECT FROM servers s
                     WHERE s.id = releases.server_id AND releases.id IN (s.live_release_id, s.draft_release_id)));

-- The feed: the data plane follows all of it, and adds what an end user's own revocation needs.
CREATE POLICY data_read ON changes FOR SELECT TO breezeway_data USING (true);
CREATE POLICY data_revoke ON changes FOR INSERT TO breezeway_data
  WITH CHECK (kind = 'connection.revoked' AND workspace_id = current_setting('app.workspace_id', true));

-- Audit: the data plane inserts for any workspace and reads nothing back; nobody reads past 30 days.
CREATE POLICY data_insert ON audit_events FOR INSERT TO breezeway_data WITH CHECK (true);
CREATE POLICY control_read ON audit_events FOR SELECT TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true) AND at > now() - interval '30 days');
CREATE POLICY data_write ON audit_intents TO breezeway_data USING (true) WITH CHECK (true);
CREATE POLICY control_read ON audit_rollups FOR SELECT TO breezeway_control
  USING (workspace_id = current_setting('app.workspace_id', true) AND hour > now() - interval '30 days');

-- Grants -------------------------------------------------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE, DELETE ON
  users, user_secrets, sessions, email_tokens, recovery_codes, throttles, workspaces, memberships, invitations,
  api_tokens, servers, documents, sources, tools, tool_overrides, oauth_providers, shared_credentials, access_keys
  TO breezeway_control;
GRANT SELECT, INSERT ON account_changes, config_changes, changes TO breezeway_control;
GRANT SELECT, INSERT, DELETE ON releases TO breezeway_control;
GRANT SELECT ON operators, audit_events, audit_rollups, schema_migrations TO breezeway_control;
GRANT SELECT, INSERT, UPDATE (revoked_at, denied_until) ON connections TO breezeway_control;
GRANT INSERT ON spent TO breezeway_control;

GRANT SELECT (id, workspace_id, slug, live_release_id, draft_release_id, epoch, stopped_at) ON servers TO breezeway_data;
GRANT SELECT ON releases, shared_credentials, oauth_providers, changes, schema_migrations TO breezeway_data;
GRANT SELECT (id, workspace_id, server_id, key_hash, limits, expires_at, revoked_at) ON access_keys TO breezeway_data;
GRANT UPDATE (last_refused_at) ON shared_credentials, oauth_providers TO breezeway_data;
GRANT SELECT, INSERT, UPDATE (revoked_at, denied_until) ON connections TO breezeway_data;
GRANT INSERT ON changes, spent, audit_events TO breezeway_data;
GRANT SELECT (id), INSERT, DELETE ON audit_intents TO breezeway_data;
GRANT SELECT, INSERT, UPDATE ON throttles TO breezeway_data;
