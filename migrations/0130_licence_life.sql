-- The life of a certificate: which item's authority answers for it, since when it stands as it stands, what is due next.
alter table licences.licence
  add column office text,
  add column item_id text,
  add column item_version integer,
  -- 1 to 999, the version part of its identifier: a change or a renewal makes a new document of the same certificate.
  add column document_version integer not null default 1,
  -- Found by its beginning: bytes in order.
  add column holder_name text collate "C",
  -- The earliest day on which the program acts by itself: a reminder, the end of a suspension.
  add column next_due date;

update licences.licence l set office = c.office, item_id = c.item_id, item_version = c.item_version,
  holder_name = l.data -> 'holder' ->> 'name'
from cases.current c where c.jurisdiction = l.jurisdiction and c.id = l.case_id;

alter table licences.licence
  alter column office set not null,
  alter column item_id set not null,
  alter column item_version set not null,
  alter column holder_name set not null;

create index licence_due on licences.licence (jurisdiction, next_due, id) where next_due is not null;
create index licence_type on licences.licence (jurisdiction, type, id);
create index licence_number on licences.licence (jurisdiction, number);
create index licence_holder_name on licences.licence (jurisdiction, holder_name, id);

-- Every document that was ever made of a certificate: an old file that somebody shows is known as replaced.
create table licences.document (
  jurisdiction text not null,
  licence_id text collate "C" not null,
  document_version integer not null,
  identifier text collate "C" not null,
  -- The sealed file (OFD) by its SM3; null for certificates from before there were files.
  file_sm3 bytea check (octet_length(file_sm3) = 32),
  file_size bigint,
  made_on date not null,
  primary key (jurisdiction, licence_id, document_version),
  unique (jurisdiction, identifier)
);
create unique index document_file on licences.document (jurisdiction, file_sm3) where file_sm3 is not null;
grant select, insert on licences.document to mingchuang_run;
insert into licences.document (jurisdiction, licence_id, document_version, identifier, made_on)
select jurisdiction, id, 1, identifier, issued_on from licences.licence;

-- Letters about a certificate: 文号 are consecutive for each authority, year and kind, as those of cases are.
create table licences.letter (
  jurisdiction text not null,
  id text collate "C" not null,
  licence_id text collate "C" not null,
  version integer not null,
  kind text not null,
  authority text not null,
  year integer not null,
  number integer not null,
  document_no text not null,
  made_on date not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, authority, year, kind, number)
);
create index letter_licence on licences.letter (jurisdiction, licence_id);
grant select, insert on licences.letter to mingchuang_run;

-- Cases that are about an existing certificate: its renewal, its change.
create table licences.proceeding (
  jurisdiction text not null,
  licence_id text collate "C" not null,
  case_id bigint not null,
  business text not null check (business in ('renewal', 'change')),
  opened_on date not null,
  primary key (jurisdiction, licence_id, case_id)
);
grant select, insert on licences.proceeding to mingchuang_run;

-- Where a certificate took the place of a material: one row a use, beside the fact in its stream.
create table licences.use (
  jurisdiction text not null,
  licence_id text collate "C" not null,
  version integer not null,
  case_id bigint not null,
  item_id text not null,
  material_code text not null,
  used_on date not null,
  primary key (jurisdiction, licence_id, version)
);
create index use_case on licences.use (jurisdiction, case_id);
create index use_day on licences.use (jurisdiction, used_on desc);
grant select, insert on licences.use to mingchuang_run;

-- What a holder agreed to at a counter by showing her code: this clerk, this certificate, until the evening.
create table licences.consent (
  jurisdiction text not null,
  id text collate "C" not null,
  licence_id text collate "C" not null,
  given_to_account text not null,
  given_at timestamptz(3) not null,
  -- On the database server's time, as all that concerns access.
  expires_at timestamptz(3) not null,
  primary key (jurisdiction, id)
);
grant select, insert on licences.consent to mingchuang_run;
