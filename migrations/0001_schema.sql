-- The whole schema of Breezeway. The migrator has made the roles and the schema and has become breezeway_owner.
-- What each table holds, whether it is secret and how long it is kept: docs/storage.md.

-- People -------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
  id text PRIMARY KEY,
  email text NOT NULL CHECK (length(email) <= 320),
  email_verified_at timestamptz,
  display_name text NOT NULL DEFAULT '',
  terms_accepted_at timestamptz,
  privacy_accepted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

-- Apart from users, so that fellow members who may read a name cannot read a password hash.
CREATE TABLE user_secrets (
  user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint
);

-- Whoever runs this deployment; written by the owner role alone.
CREATE TABLE operators (
  user_id text PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  user_agent text NOT NULL DEFAULT '' CHECK (length(user_agent) <= 300),
  second_factor_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  idle_expires_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE email_tokens (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  new_email text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX email_tokens_user ON email_tokens (user_id);

CREATE TABLE recovery_codes (
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE account_changes (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL,
  before jsonb,
  after jsonb,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_changes_user ON account_changes (user_id, at DESC);

CREATE TABLE throttles (
  bucket bytea PRIMARY KEY CHECK (length(bucket) = 32),
  window_started_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0
);

-- Workspaces ---------------------------------------------------------------------------------------------------------

CREATE TABLE workspaces (
  id text PRIMARY KEY CHECK (id <> ''),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  stopped_at timestamptz,
  stopped_by text REFERENCES users ON DELETE SET NULL,
  deletion_requested_at timestamptz,
  deletion_due_at timestamptz,
  settings jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE memberships (
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

CREATE TABLE invitations (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  email text,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  invited_by text REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by text REFERENCES users ON DELETE SET NULL,
  revoked_at timestamptz
);
CREATE INDEX invitations_workspace ON invitations (workspace_id, created_at DESC);

CREATE TABLE api_tokens (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  scopes text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_tokens_workspace ON api_tokens (workspace_id);

CREATE TABLE config_changes (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  server_id text,
  actor_id text REFERENCES users ON DELETE SET NULL,
  actor_kind text NOT NULL DEFAULT 'user' CHECK (actor_kind IN ('user', 'api_token', 'operator', 'system')),
  kind text NOT NULL,
  subject text NOT NULL DEFAULT '',
  before jsonb,
  after jsonb,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX config_changes_workspace ON config_changes (workspace_id, at DESC, id DESC);
CREATE INDEX config_changes_server ON config_changes (server_id, at DESC) WHERE server_id IS NOT NULL;

-- Servers, and what they are made from -------------------------------------------------------------------------------

CREATE TABLE servers (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  slug text NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  instructions text NOT NULL DEFAULT '',
  icon_url text,
  website_url text,
  credential jsonb NOT NULL,
  access text NOT NULL CHECK (access IN ('credential', 'access_key', 'public')),
  presentation text NOT NULL DEFAULT 'all' CHECK (presentation IN ('all', 'search')),
  policy jsonb NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}',
  live_release_id text,
  draft_release_id text,
  release_count integer NOT NULL DEFAULT 0,
  first_published_at timestamptz,
  verified_at timestamptz,
  epoch integer NOT NULL DEFAULT 0,
  stopped_at timestamptz,
  stopped_by text REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, slug),
  UNIQUE (workspace_id, id)
);

CREATE TABLE documents (
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  hash text NOT NULL CHECK (length(hash) = 64),
  bytes integer NOT NULL,
  encoding text NOT NULL CHECK (encoding IN ('gzip', 'brotli', 'zstd', 'identity')),
  body bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, hash)
);
ALTER TABLE documents ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE sources (
  id text PRIMARY KEY,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  title text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('url', 'upload', 'preset')),
  document_url text,
  document_hash text NOT NULL,
  document_title text NOT NULL DEFAULT '',
  document_version text NOT NULL DEFAULT '',
  dialect text NOT NULL DEFAULT '',
  base_url text NOT NULL,
  variables jsonb NOT NULL DEFAULT '{}',
  selection jsonb NOT NULL DEFAULT '{}',
  definitions jsonb NOT NULL DEFAULT '{}',
  security_schemes jsonb NOT NULL DEFAULT '[]',
  issues jsonb NOT NULL DEFAULT '[]',
  refused jsonb NOT NULL DEFAULT '[]',
  etag text,
  check_every_hours integer,
  checked_at timestamptz,
  drift jsonb,
  imported_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, document_hash) REFERENCES documents (workspace_id, hash) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (workspace_id, id)
);
CREATE INDEX sources_server ON sources (server_id, position);
CREATE INDEX sources_document ON sources (workspace_id, document_hash);

CREATE TABLE tools (
  workspace_id text NOT NULL,
  source_id text NOT NULL,
  key text NOT NULL,
  position integer NOT NULL,
  tool jsonb NOT NULL,
  PRIMARY KEY (source_id, key),
  FOREIGN KEY (workspace_id, source_id) REFERENCES sources (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX tools_position ON tools (source_id, position);

CREATE TABLE tool_overrides (
  workspace_id text NOT NULL,
  source_id text NOT NULL,
  key text NOT NULL,
  override jsonb NOT NULL,
  updated_by text REFERENCES users ON DELETE SET NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source_id, key),
  FOREIGN KEY (workspace_id, source_id) REFERENCES sources (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE oauth_providers (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  preset text NOT NULL,
  name text NOT NULL,
  client_id text NOT NULL,
  client_secret bytea,
  secret_set_at timestamptz,
  settings jsonb NOT NULL DEFAULT '{}',
  revision integer NOT NULL DEFAULT 1,
  last_refused_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX oauth_providers_workspace ON oauth_providers (workspace_id);

CREATE TABLE shared_credentials (
  id text PRIMARY KEY,
  workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('api_key', 'bearer', 'basic')),
  secret bytea NOT NULL,
  secret_set_at timestamptz NOT NULL DEFAULT now(),
  revision integer NOT NULL DEFAULT 1,
  last_refused_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shared_credentials_workspace ON shared_credentials (workspace_id);

CREATE TABLE access_keys (
  id text PRIMARY KEY,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash bytea NOT NULL UNIQUE CHECK (length(key_hash) = 32),
  limits jsonb NOT NULL DEFAULT '{}',
  created_by text REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX access_keys_server ON access_keys (server_id);

CREATE TABLE releases (
  id text PRIMARY KEY,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  number integer NOT NULL,
  is_draft boolean NOT NULL DEFAULT false,
  manifest text NOT NULL,
  content_hash text NOT NULL CHECK (length(content_hash) = 64),
  report jsonb NOT NULL DEFAULT '{}',
  note text NOT NULL DEFAULT '',
  created_by text REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE,
  UNIQUE (server_id, id)
);
CREATE UNIQUE INDEX releases_number ON releases (server_id, number) WHERE NOT is_draft;
ALTER TABLE servers ADD FOREIGN KEY (id, live_release_id) REFERENCES releases (server_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE servers ADD FOREIGN KEY (id, draft_release_id) REFERENCES releases (server_id, id) DEFERRABLE INITIALLY DEFERRED;

-- What the data plane writes -----------------------------------------------------------------------------------------

CREATE TABLE connections (
  server_id text NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{32}$'),
  workspace_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('grant', 'access_key', 'bearer', 'public')),
  client_name text NOT NULL DEFAULT '' CHECK (length(client_name) <= 200),
  client_version text NOT NULL DEFAULT '' CHECK (length(client_version) <= 200),
  read_only boolean NOT NULL DEFAULT false,
  calls bigint NOT NULL DEFAULT 0,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  revoked_at timestamptz,
  denied_until timestamptz,
  PRIMARY KEY (server_id, hash),
  FOREIGN KEY (workspace_id, server_id) REFERENCES servers (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX connections_seen ON connections (workspace_id, server_id, last_seen_at DESC, hash);
CREATE INDEX connections_denied ON connections (server_id) WHERE revoked_at IS NOT NULL;

CREATE TABLE spent (
  hash bytea PRIMARY KEY CHECK (length(hash) = 32),
  expires_at timestamptz NOT NULL
);
CREATE INDEX spent_expires ON spent (expires_at);

CREATE TABLE changes (
  seq bigint PRIMARY KEY,
  workspace_id text NOT NULL,
  server_id text,
  kind text NOT NULL,
  payload jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL DEFAULT now()
);
CREATE SEQUENCE changes_seq OWNED BY changes.seq;
CREATE INDEX changes_at ON changes (at);

-- No foreign keys: a partition must be dropped without looking at another table, and group commit pays for each check.
CREATE TABLE audit_events (
  at timestamptz NOT NULL,
  id text NOT NULL,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  release_id text NOT NULL,
  tool text NOT NULL,
  method text NOT NULL,
  path_template text NOT NULL,
  outcome text NOT NULL,
  upstream_status smallint,
  duration_us integer NOT NULL,
  upstream_us integer NOT NULL,
  bytes_in integer NOT NULL,
  bytes_out integer NOT NULL,
  retries smallint NOT NULL,
  redactions integer NOT NULL,
  client_name text NOT NULL,
  client_version text NOT NULL,
  connection_hash text NOT NULL,
  request_id text NOT NULL,
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_events_workspace ON audit_events (workspace_id, at DESC, id DESC);
CREATE INDEX audit_events_server ON audit_events (server_id, at DESC, id DESC);
CREATE INDEX audit_events_tool ON audit_events (server_id, tool, at DESC, id DESC);
CREATE INDEX audit_events_connection ON audit_events (connection_hash, at DESC, id DESC);
CREATE INDEX audit_events_failed ON audit_events (workspace_id, at DESC, id DESC) WHERE outcome <> 'ok';

-- Calls that began and whose outcome is not yet recorded (strict mode). A row that outlives its call becomes an event
-- with the outcome 'unknown'.
CREATE TABLE audit_intents (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  release_id text NOT NULL,
  tool text NOT NULL,
  method text NOT NULL,
  path_template text NOT NULL,
  client_name text NOT NULL,
  client_version text NOT NULL,
  connection_hash text NOT NULL,
  request_id text NOT NULL
);
CREATE INDEX audit_intents_at ON audit_intents (at);

CREATE TABLE audit_rollups (
  workspace_id text NOT NULL,
  server_id text NOT NULL,
  hour timestamptz NOT NULL,
  dimension text NOT NULL CHECK (dimension IN ('all', 'outcome', 'tool', 'client', 'connection')),
  value text NOT NULL,
  calls bigint NOT NULL,
  failures bigint NOT NULL,
  bytes_in bigint NOT NULL,
  bytes_out bigint NOT NULL,
  own_histogram integer[] NOT NULL,
  upstream_histogram integer[] NOT NULL,
  PRIMARY KEY (workspace_id, dimension, hour, server_id, value)
);
CREATE INDEX audit_rollups_hour ON audit_rollups (hour);

CREATE TABLE audit_rolled_hours (
  hour timestamptz PRIMARY KEY,
  rolled_at timestamptz NOT NULL,
  is_final boolean NOT NULL DEFAULT false
);
