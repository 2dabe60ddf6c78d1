-- Electronic seals (GB/T 38540). A seal is a subject of its own in the ledger; this is its current row. Private keys are
-- not here: the key store has them, under the name `signer`.
create schema seals;
grant usage on schema seals to mingchuang_run;

create table seals.seal (
  jurisdiction text not null,
  -- 印章编码: six digits of the place and eight of a running number. It stands on the seal, and is its id in the ledger.
  id text collate "C" not null check (id ~ '^[0-9]{14}$'),
  kind text not null check (kind in ('official', 'approval', 'certificate')),
  name text not null,
  -- Whose seal it is, and which of its offices asked for it.
  authority text not null,
  office text not null,
  status text not null check (status in ('applied', 'declined', 'made', 'in-use', 'out-of-use', 'annulled')),
  version integer not null,
  -- PNG, as it is shown and as the seal carries it.
  picture bytea not null,
  -- From the making on: the seal itself (SESeal), its signer's certificate, and the signer's name in the key store.
  seal_file bytea,
  certificate bytea,
  signer text collate "C",
  valid_from timestamptz(3),
  valid_to timestamptz(3),
  primary key (jurisdiction, id),
  check ((seal_file is null) = (status in ('applied', 'declined'))),
  check ((seal_file is null) = (certificate is null) and (seal_file is null) = (signer is null))
);
create index seal_authority on seals.seal (jurisdiction, authority, id);
-- A key belongs to one seal: whose seal it was must be clear from the key alone.
create unique index seal_signer on seals.seal (jurisdiction, signer);
grant select, insert, update on seals.seal to mingchuang_run;

create table seals.number_count (
  jurisdiction text not null,
  division text not null,
  last integer not null,
  primary key (jurisdiction, division)
);
grant select, insert, update on seals.number_count to mingchuang_run;

-- For which authorities a seal stands on which days: its own, and those whose powers a document transferred.
create table seals.coverage (
  jurisdiction text not null,
  seal_id text collate "C" not null,
  authority text not null,
  valid_from date not null,
  valid_to date,
  primary key (jurisdiction, authority, seal_id, valid_from),
  foreign key (jurisdiction, seal_id) references seals.seal
);
grant select, insert, delete on seals.coverage to mingchuang_run;

-- Every use, beside its fact.
create table seals.use (
  jurisdiction text not null,
  seal_id text collate "C" not null,
  used_at timestamptz(3) not null,
  -- Also the id of the fact's stream.
  id text collate "C" not null,
  purpose text not null check (purpose in ('certificate', 'letter', 'receipt')),
  document_sm3 bytea not null check (octet_length(document_sm3) = 32),
  subject_type text collate "C" not null,
  subject_id text collate "C" not null,
  case_no text collate "C",
  person text not null,
  role text,
  office text,
  primary key (jurisdiction, seal_id, used_at, id),
  foreign key (jurisdiction, seal_id) references seals.seal
);
create index use_document on seals.use (jurisdiction, document_sm3);
create index use_case on seals.use (jurisdiction, case_no) where case_no is not null;
grant select, insert on seals.use to mingchuang_run;
