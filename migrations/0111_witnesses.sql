-- Who outside watches this ledger, and what they signed (docs/decisions/0024-witnesses.md).

-- A witness as configured. Its key is pinned when it is first met, unless the configuration names it.
create table ledger.witness (
  url text primary key,
  key_id text,
  public_key text,
  -- What became of the last attempt; null: never tried.
  state text check (state in ('cosigned', 'unreachable', 'refused')),
  -- In the witness's own words.
  reason text,
  tried_at timestamptz(3),
  -- The largest checkpoint it has cosigned.
  size bigint
);
grant select, insert, update on ledger.witness to mingchuang_run;

create table ledger.cosignature (
  size bigint not null,
  key_id text not null,
  witness text not null,
  public_key text not null,
  at timestamptz(3) not null,
  signature text not null,
  primary key (size, key_id)
);
grant select, insert on ledger.cosignature to mingchuang_run;

-- Time stamps of authorities outside (RFC 3161) over the text of a checkpoint.
create table ledger.time_stamp (
  size bigint not null,
  authority text not null,
  -- DER, as it came: a CMS signature that needs nothing of ours to be checked.
  token bytea not null,
  at timestamptz(3) not null,
  serial text not null,
  policy text not null,
  primary key (size, authority)
);
grant select, insert on ledger.time_stamp to mingchuang_run;
