-- Electronic certificates. A certificate is a subject of its own in the ledger; this is its current row.
create table licences.licence (
  jurisdiction text not null,
  -- 130 random bits: whoever holds the certificate shows its address, nobody can guess one.
  id text collate "C" not null,
  -- 电子证照标识, GB/T 36904
  identifier text collate "C" not null,
  number text collate "C" not null,
  type text not null,
  name text not null,
  authority text not null,
  case_id bigint not null,
  case_no text collate "C" not null,
  holder_party text not null,
  holder_kind text not null check (holder_kind in ('natural-person', 'organization')),
  -- What is signed: its canonical form (RFC 8785) has the digest, and the signature is over it.
  data jsonb not null,
  sm3 bytea not null check (octet_length(sm3) = 32),
  signature text not null,
  key_id text not null,
  issued_on date not null,
  valid_from date not null,
  valid_to date,
  -- 有效 暂扣 撤回 撤销 注销 吊销; being past `valid_to` is no status, it is read from the calendar
  status text not null check (status in ('valid', 'suspended', 'withdrawn', 'revoked', 'cancelled', 'forfeited')),
  version integer not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, identifier),
  unique (jurisdiction, authority, type, number)
);
create index licence_holder on licences.licence (jurisdiction, holder_party, id);
create index licence_case on licences.licence (jurisdiction, case_id);
grant select, insert, update on licences.licence to mingchuang_run;

-- Numbers of certificates, consecutive for each authority and type. A case has one, given before the certificate is
-- signed; a case whose issuing fails keeps it for the next try, so none is lost and none is given twice.
create table licences.number_count (
  jurisdiction text not null,
  authority text not null,
  type text not null,
  last integer not null,
  primary key (jurisdiction, authority, type)
);
create table licences.number_of_case (
  jurisdiction text not null,
  authority text not null,
  type text not null,
  case_id bigint not null,
  number integer not null,
  primary key (jurisdiction, authority, type, case_id),
  unique (jurisdiction, authority, type, number)
);
grant select, insert, update on licences.number_count to mingchuang_run;
grant select, insert on licences.number_of_case to mingchuang_run;

-- Public halves of the issuing keys, so that old certificates stay verifiable after a key was replaced.
create table licences.issuing_key (
  jurisdiction text not null,
  id text collate "C" not null,
  public_key text not null,
  known_since timestamptz(3) not null,
  primary key (jurisdiction, id)
);
grant select, insert on licences.issuing_key to mingchuang_run;
