-- Types of certificates by version: what stands on each, who issues it, how long it lasts, on which template it is
-- printed. A version is never edited: certificates were made under it.
create table licences.certificate_type (
  jurisdiction text not null,
  type text collate "C" not null check (type ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  version integer not null check (version > 0),
  source text not null check (source in ('declared', 'designed')),
  -- json, not jsonb: the order of the fields is the order on the certificate.
  definition json not null,
  -- SM3 over the RFC 8785 form of the definition: the same again makes no new version.
  digest bytea not null check (octet_length(digest) = 32),
  valid_from date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (jurisdiction, type, version)
);
grant select, insert on licences.certificate_type to mingchuang_run;
