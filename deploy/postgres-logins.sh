#!/usr/bin/env bash
# Runs once, when the database is made: the two logins that serve. The roles they act as come with the migrations;
# each login may take one of them and owns nothing.
set -euo pipefail
runtime=$(cat "$RUNTIME_PASSWORD_FILE")
dashboard=$(cat "$DASHBOARD_PASSWORD_FILE")
psql -v ON_ERROR_STOP=1 -v runtime="$runtime" -v dashboard="$dashboard" -U postgres -d breezeway <<'SQL'
CREATE ROLE breezeway_owner NOLOGIN;
CREATE ROLE breezeway_control NOLOGIN;
CREATE ROLE breezeway_data NOLOGIN;
CREATE ROLE breezeway_runtime LOGIN NOINHERIT PASSWORD :'runtime';
CREATE ROLE breezeway_dashboard LOGIN NOINHERIT PASSWORD :'dashboard';
GRANT breezeway_data TO breezeway_runtime;
GRANT breezeway_control TO breezeway_dashboard;
SQL
