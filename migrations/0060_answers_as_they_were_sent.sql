-- An answer that is sent again is the first one to the letter; jsonb would put its members in another order.
ALTER TABLE platform.idempotency ALTER COLUMN response TYPE json USING response::json;
