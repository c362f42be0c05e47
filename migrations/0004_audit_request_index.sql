-- A support question names a request id. A hash index costs an insert least, and ids are only ever looked up whole.
CREATE INDEX audit_events_request ON audit_events USING hash (request_id);
