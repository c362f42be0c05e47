-- What each key of the keyring, and the connection-hash key, made of a constant when it was first used here: a process
-- that starts with another key under the same id, or with none of the known ones, is told so before it serves.

CREATE TABLE key_checks (
  name text PRIMARY KEY,
  value bytea NOT NULL
);
GRANT SELECT, INSERT ON key_checks TO breezeway_control, breezeway_data;
