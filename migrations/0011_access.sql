-- Who may act: people, the posts they hold, their accounts and sessions. All of it runs on the time of the database
-- server, never on the program's clock, so that moving a demonstration's clock signs nobody out.

CREATE TABLE access.person (
  jurisdiction text NOT NULL REFERENCES organisation.jurisdiction,
  id text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (jurisdiction, id)
);
COMMENT ON COLUMN access.person.id IS 'opaque: facts carry it for ever, so it must tell nothing about the person';

CREATE TABLE access.post (
  jurisdiction text NOT NULL,
  person text NOT NULL,
  role text NOT NULL,
  office text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (jurisdiction, person, role, office, valid_from),
  FOREIGN KEY (jurisdiction, person) REFERENCES access.person,
  FOREIGN KEY (jurisdiction, office) REFERENCES organisation.office,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
COMMENT ON COLUMN access.post.valid_to IS 'the last day on which the post is held';

CREATE TABLE access.account (
  jurisdiction text NOT NULL,
  id text NOT NULL,
  username text NOT NULL,
  password_hash text NOT NULL,
  person text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('applicant', 'staff')),
  principal jsonb,
  demonstration boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  disabled_at timestamptz(3),
  PRIMARY KEY (jurisdiction, id),
  UNIQUE (jurisdiction, username),
  FOREIGN KEY (jurisdiction, person) REFERENCES access.person
);
COMMENT ON COLUMN access.account.principal IS 'in whose name an applicant''s account acts: {kind, name, idType, idNumber}';
COMMENT ON COLUMN access.account.demonstration IS 'signs in with a published password: only ever made in demo mode';

-- A session is known by the digest of its token only: whoever reads this table cannot sign in with it.
CREATE TABLE access.session (
  jurisdiction text NOT NULL,
  token_digest bytea NOT NULL,
  previous_digest bytea,
  account text NOT NULL,
  carrier text NOT NULL CHECK (carrier IN ('bearer', 'cookie')),
  csrf_token text NOT NULL,
  address_digest bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  rotated_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (jurisdiction, token_digest),
  FOREIGN KEY (jurisdiction, account) REFERENCES access.account
);
CREATE UNIQUE INDEX session_previous_digest ON access.session (jurisdiction, previous_digest)
  WHERE previous_digest IS NOT NULL;
CREATE INDEX session_account ON access.session (jurisdiction, account);
CREATE INDEX session_expiry ON access.session (expires_at);

-- Failed sign-ins are counted by what was typed, whether such an account exists or not: the answer then tells nobody
-- which names exist. The scope is the caller's address, or `everywhere`.
CREATE TABLE access.sign_in_failure (
  jurisdiction text NOT NULL,
  username_digest bytea NOT NULL,
  scope bytea NOT NULL,
  failures integer NOT NULL,
  first_at timestamptz(3) NOT NULL,
  locked_until timestamptz(3),
  PRIMARY KEY (jurisdiction, username_digest, scope)
);
CREATE INDEX sign_in_failure_age ON access.sign_in_failure (first_at);

GRANT SELECT, INSERT, UPDATE ON access.person, access.post, access.account TO mingchuang_run;
GRANT SELECT, INSERT, UPDATE, DELETE ON access.session, access.sign_in_failure TO mingchuang_run;
