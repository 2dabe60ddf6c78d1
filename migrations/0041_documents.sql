-- Uploaded and produced files: one row an upload. The content lies outside the database, addressed by its SM3, so two
-- rows may share one content; who may see a row is decided by its owner and by the subjects that use it.
create table documents.document (
  jurisdiction text not null,
  id text collate "C" not null,
  owner_account text not null,
  owner_person text not null,
  name text not null,
  media_type text not null,
  size bigint not null check (size > 0),
  sm3 bytea not null check (octet_length(sm3) = 32),
  purpose text,
  uploaded_at timestamptz(3) not null,
  primary key (jurisdiction, id)
);

-- A row is never changed: a corrected document is another upload.
grant select, insert on documents.document to mingchuang_run;
