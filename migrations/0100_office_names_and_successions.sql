-- An office keeps its id for ever; its name is dated, because an old record names it as it was called then. An office that
-- ends is followed by another by an official act: what is under way goes there.

CREATE TABLE organisation.office_name (
  jurisdiction text NOT NULL,
  office text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  name text NOT NULL,
  PRIMARY KEY (jurisdiction, office, valid_from),
  FOREIGN KEY (jurisdiction, office) REFERENCES organisation.office,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
COMMENT ON COLUMN organisation.office_name.valid_to IS 'the last day on which it was called so';

-- What is known of the offices so far has always been called so: the calendar of this program begins in 2000.
INSERT INTO organisation.office_name (jurisdiction, office, valid_from, name)
SELECT jurisdiction, id, '2000-01-01', name FROM organisation.office;

CREATE TABLE organisation.succession (
  jurisdiction text NOT NULL,
  office text NOT NULL,
  successor text NOT NULL,
  valid_from date NOT NULL,
  basis text NOT NULL,
  PRIMARY KEY (jurisdiction, office),
  FOREIGN KEY (jurisdiction, office) REFERENCES organisation.office,
  FOREIGN KEY (jurisdiction, successor) REFERENCES organisation.office,
  CHECK (office <> successor)
);
COMMENT ON COLUMN organisation.succession.valid_from IS 'the first day on which the successor acts';

GRANT SELECT, INSERT, UPDATE ON organisation.office_name, organisation.succession TO mingchuang_run;
