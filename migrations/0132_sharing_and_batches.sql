-- Other systems that may ask for certificates. Only the digest of a token is stored; what a system may rest its
-- questions on, beside the holder's own code, is written down when it is admitted.
create table access.partner (
  jurisdiction text not null,
  id text collate "C" not null,
  name text not null,
  token_digest bytea not null,
  -- Articles that let it read without asking the holder, each as it is cited.
  legal_bases text[] not null,
  admitted_by text not null,
  admitted_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (jurisdiction, id)
);
create unique index partner_token on access.partner (jurisdiction, token_digest);
grant select, insert on access.partner to mingchuang_run;
grant update (ended_at) on access.partner to mingchuang_run;

-- Who read a certificate from outside, for its holder to see; the fact of it stands in the reader's own stream.
create table licences.reading (
  jurisdiction text not null,
  licence_id text collate "C" not null,
  query_id text collate "C" not null,
  reader text not null,
  reader_name text not null,
  purpose text not null,
  authorisation text not null,
  read_at timestamptz(3) not null,
  primary key (jurisdiction, licence_id, query_id)
);
create index reading_query on licences.reading (jurisdiction, query_id);
grant select, insert on licences.reading to mingchuang_run;

-- Many certificates at once, each by itself: what waits, what was made, what failed and why.
create table licences.batch (
  jurisdiction text not null,
  id text collate "C" not null,
  made_by_account text not null,
  made_by_person text not null,
  made_at timestamptz(3) not null,
  primary key (jurisdiction, id)
);
create index batch_maker on licences.batch (jurisdiction, made_by_account, made_at desc);
create table licences.batch_case (
  jurisdiction text not null,
  batch_id text collate "C" not null,
  case_no text collate "C" not null,
  position integer not null,
  state text not null check (state in ('waiting', 'made', 'failed')),
  code text,
  reason text,
  primary key (jurisdiction, batch_id, case_no)
);
create index batch_case_state on licences.batch_case (jurisdiction, batch_id, state, position);
grant select, insert on licences.batch to mingchuang_run;
grant select, insert, update on licences.batch_case to mingchuang_run;

-- Files that are about to be stored for a fact that is about to be written: after a crash in between, what no fact
-- names is found here and removed.
create table documents.intended_file (
  jurisdiction text not null,
  sm3 bytea not null check (octet_length(sm3) = 32),
  -- On the database server's time, which every process shares.
  intended_at timestamptz(3) not null default now(),
  primary key (jurisdiction, sm3)
);
grant select, insert, delete on documents.intended_file to mingchuang_run;

-- The sealed file of a letter, of a case or of a certificate: made once, the same bytes for everybody.
create table documents.letter_file (
  jurisdiction text not null,
  subject_type text not null check (subject_type in ('case', 'licence')),
  subject_id text collate "C" not null,
  letter_id text collate "C" not null,
  file_sm3 bytea not null check (octet_length(file_sm3) = 32),
  file_size bigint not null,
  made_at timestamptz(3) not null,
  primary key (jurisdiction, subject_type, letter_id)
);
create index letter_file_content on documents.letter_file (jurisdiction, file_sm3);
grant select, insert on documents.letter_file to mingchuang_run;
