-- The order of the ledger: every committed fact gets one place, afterwards, from one leader; over the places stands a
-- tree, over the tree signed checkpoints (docs/decisions/0022-order-after-the-fact.md).

-- Nobody may append between the facts that are placed below and the table that tells of new ones.
lock table ledger.fact in share row exclusive mode;

-- Written with each fact by the same statement: in which transaction it came. Not part of what is hashed, and the
-- running role can not choose the transaction. No key: facts have one, and this table is read by transaction only.
create table ledger.arrival (
  jurisdiction text not null,
  subject_type text collate "C" not null,
  subject_id text collate "C" not null,
  version integer not null,
  transaction xid8 not null default pg_current_xact_id()
);
create index arrival_transaction on ledger.arrival (transaction);
grant select, insert (jurisdiction, subject_type, subject_id, version) on ledger.arrival to mingchuang_run;

-- The order: from 0, without gaps, each fact once. The hash stands here too, so that roots and proofs are read in runs.
create table ledger.sequence (
  position bigint primary key check (position >= 0),
  jurisdiction text not null,
  subject_type text collate "C" not null,
  subject_id text collate "C" not null,
  version integer not null,
  hash bytea not null check (octet_length(hash) = 32),
  unique (jurisdiction, subject_type, subject_id, version)
);
create index sequence_hash on ledger.sequence using hash (hash);
grant select, insert on ledger.sequence to mingchuang_run;

-- How far the order has come: `size` facts placed, all of transactions before `transaction`. Transaction ids mean
-- something within one database cluster only: a restored database begins a new epoch.
create table ledger.watermark (
  epoch integer primary key,
  system_identifier text not null,
  began bigint not null,
  size bigint not null,
  transaction xid8 not null
);
grant select, insert, update (size, transaction) on ledger.watermark to mingchuang_run;

-- Hashes of complete subtrees of 2^level leaves, for the levels 8, 16, 24 …: what lies between is reckoned when needed.
create table ledger.tree (
  level smallint not null check (level > 0 and level % 8 = 0),
  place bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, place)
);
grant select, insert on ledger.tree to mingchuang_run;

-- Public keys that have ever signed, so that old signatures stay checkable. Private ones are in a file.
create table ledger.key (
  key_id text primary key,
  public_key text not null,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3),
  -- The key before it and its signature over this one: whoever trusts the old key can go on from there.
  endorsed_by text,
  endorsement text
);
grant select, insert, update (valid_to) on ledger.key to mingchuang_run;

create table ledger.checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  at timestamptz(3) not null,
  key_id text not null,
  signature text not null
);
grant select, insert on ledger.checkpoint to mingchuang_run;

-- Facts from before there was an order are placed by the moment of their recording.
insert into ledger.sequence (position, jurisdiction, subject_type, subject_id, version, hash)
select row_number() over (order by recorded_at, jurisdiction, subject_type, subject_id, version) - 1,
  jurisdiction, subject_type, subject_id, version, hash
from ledger.fact;
insert into ledger.watermark (epoch, system_identifier, began, size, transaction)
select 0, system_identifier::text, (select count(*) from ledger.sequence), (select count(*) from ledger.sequence), '0'
from pg_control_system();
