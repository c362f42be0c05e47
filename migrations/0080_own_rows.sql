-- What workspaces keep about one person, for that person's export: read across workspaces, by the user of the transaction
-- alone, also after they have left one. No hashes.

CREATE INDEX config_changes_actor ON config_changes (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX config_changes_member ON config_changes ((coalesce(after ->> 'userId', before ->> 'userId')))
  WHERE kind LIKE 'member.%';

CREATE FUNCTION own_api_tokens()
  RETURNS TABLE (workspace text, name text, prefix text, scopes text[], created_at timestamptz, expires_at timestamptz,
                 last_used_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT w.name, t.name, t.prefix, t.scopes, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
  FROM api_tokens t JOIN workspaces w ON w.id = t.workspace_id
  WHERE t.user_id = current_setting('app.user_id', true) ORDER BY t.created_at DESC
$$;

-- An address that was never confirmed may be someone else's: what was sent there is not told.
CREATE FUNCTION own_invitations()
  RETURNS TABLE (workspace text, is_sent boolean, is_accepted boolean, email text, role text, created_at timestamptz,
                 expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT w.name, coalesce(i.invited_by = u.id, false), coalesce(i.accepted_by = u.id, false), i.email, i.role,
         i.created_at, i.expires_at, i.accepted_at, i.revoked_at
  FROM users u
  JOIN invitations i ON i.invited_by = u.id OR i.accepted_by = u.id
    OR (u.email_verified_at IS NOT NULL AND lower(i.email) = lower(u.email))
  JOIN workspaces w ON w.id = i.workspace_id
  WHERE u.id = current_setting('app.user_id', true) ORDER BY i.created_at DESC
$$;

CREATE FUNCTION own_config_changes()
  RETURNS TABLE (workspace text, is_actor boolean, kind text, subject text, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = breezeway, pg_temp AS $$
  SELECT w.name, coalesce(c.actor_id = current_setting('app.user_id', true), false), c.kind, c.subject, c.at
  FROM (
    SELECT * FROM config_changes WHERE actor_id = current_setting('app.user_id', true)
    UNION
    SELECT * FROM config_changes
    WHERE kind LIKE 'member.%' AND coalesce(after ->> 'userId', before ->> 'userId') = current_setting('app.user_id', true)
  ) c JOIN workspaces w ON w.id = c.workspace_id
  ORDER BY c.at DESC LIMIT 10000
$$;

REVOKE EXECUTE ON FUNCTION own_api_tokens(), own_invitations(), own_config_changes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_api_tokens(), own_invitations(), own_config_changes() TO breezeway_control;
