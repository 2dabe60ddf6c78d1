-- The first answer of a writing call that carried an Idempotency-Key, kept for seven days (contracts §3). The row is
-- written in the transaction of the call's own effect: there is no answer without effect and no effect without answer.
CREATE TABLE platform.idempotency (
  jurisdiction text NOT NULL,
  actor text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  body_digest bytea NOT NULL,
  status integer,
  response jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (jurisdiction, actor, route, key)
);
COMMENT ON COLUMN platform.idempotency.route IS 'method and path as called, so that one key used for two cases never returns the other''s answer';
COMMENT ON COLUMN platform.idempotency.status IS 'null only inside the transaction that is doing the work';
CREATE INDEX idempotency_age ON platform.idempotency (created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON platform.idempotency TO mingchuang_run;
