-- A callback names its workspace in the sealed state, so nobody has to look one up by a provider.
DROP FUNCTION find_provider_workspace(text);

-- Only running servers spend codes and refresh tokens.
REVOKE INSERT ON spent FROM breezeway_control;
