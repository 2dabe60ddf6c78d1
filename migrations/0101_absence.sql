-- Who is away, and who acts in her place meanwhile. An absence is never deleted or shortened: it says who came back when.
CREATE TABLE access.absence (
  jurisdiction text NOT NULL,
  id text NOT NULL,
  person text NOT NULL,
  deputy text,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  returned_on date,
  recorded_by text NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (jurisdiction, id),
  FOREIGN KEY (jurisdiction, person) REFERENCES access.person,
  FOREIGN KEY (jurisdiction, deputy) REFERENCES access.person,
  CHECK (valid_to >= valid_from),
  CHECK (deputy <> person)
);
CREATE INDEX absence_person ON access.absence (jurisdiction, person, valid_to);
CREATE INDEX absence_deputy ON access.absence (jurisdiction, deputy, valid_to) WHERE deputy IS NOT NULL;
COMMENT ON COLUMN access.absence.returned_on IS 'the first day on which she is back before the end; on or before valid_from, she never left';

GRANT SELECT, INSERT, UPDATE ON access.absence TO mingchuang_run;
