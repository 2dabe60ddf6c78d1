-- Who governs here: the jurisdiction, the authorities in whose name and under whose seal decisions are made, and the
-- offices that do the work. What may change by an official act (division code, whose power an office exercises) is
-- dated, because an old decision stays under the code and the authority of its day.

CREATE TABLE organisation.jurisdiction (
  id text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE organisation.division_code (
  jurisdiction text NOT NULL REFERENCES organisation.jurisdiction,
  valid_from date NOT NULL,
  valid_to date,
  code text NOT NULL CHECK (code ~ '^[0-9]{6}([0-9]{3}|[0-9]{6})?$'),
  PRIMARY KEY (jurisdiction, valid_from),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);

CREATE TABLE organisation.authority (
  jurisdiction text NOT NULL REFERENCES organisation.jurisdiction,
  id text NOT NULL,
  name text NOT NULL,
  credit_code text NOT NULL CHECK (credit_code ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
  document_word text NOT NULL,
  superior text NOT NULL,
  PRIMARY KEY (jurisdiction, id)
);
COMMENT ON COLUMN organisation.authority.document_word IS 'the word before the year in a document number: 明市监 in 明市监〔2026〕1号';
COMMENT ON COLUMN organisation.authority.superior IS 'the authority above it by name: where a reconsideration may be applied for';

CREATE TABLE organisation.office (
  jurisdiction text NOT NULL REFERENCES organisation.jurisdiction,
  id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hall', 'department')),
  address text NOT NULL,
  phone text NOT NULL,
  hours text NOT NULL,
  position integer NOT NULL,
  PRIMARY KEY (jurisdiction, id)
);

-- In a zone the sub-offices often belong to a city bureau, and powers are delegated (行政许可法 §24): limits, letters,
-- seal and remedies follow the authority, so each office names whose power it exercises, and since when.
CREATE TABLE organisation.office_authority (
  jurisdiction text NOT NULL,
  office text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  authority text NOT NULL,
  basis text NOT NULL,
  PRIMARY KEY (jurisdiction, office, valid_from),
  FOREIGN KEY (jurisdiction, office) REFERENCES organisation.office,
  FOREIGN KEY (jurisdiction, authority) REFERENCES organisation.authority,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);

CREATE TABLE organisation.service_window (
  jurisdiction text NOT NULL,
  office text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  place text NOT NULL,
  PRIMARY KEY (jurisdiction, office, id),
  FOREIGN KEY (jurisdiction, office) REFERENCES organisation.office
);

GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA organisation TO mingchuang_run;
