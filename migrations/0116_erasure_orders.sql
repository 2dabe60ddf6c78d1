-- Orders to erase: one person proposes, another decides, the work is done afterwards. What happened stands in the order's
-- own stream of the ledger (subject type erasure); these rows are how it stands now.
create schema retention;
grant usage on schema retention to mingchuang_run;

create table retention.erasure_order (
  jurisdiction text not null,
  id text collate "C" not null,
  ground text not null,
  basis text not null,
  reasons text not null,
  status text not null check (status in ('proposed', 'refused', 'approved', 'carried-out')),
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  -- The post in which it was decided goes into the facts of the erasure itself.
  decided_by jsonb,
  decided_at timestamptz(3),
  carried_out_at timestamptz(3),
  primary key (jurisdiction, id)
);
create index erasure_order_newest on retention.erasure_order (jurisdiction, proposed_at desc, id);
grant select, insert, update (status, decided_by, decided_at, carried_out_at) on retention.erasure_order to mingchuang_run;

create table retention.erasure_case (
  jurisdiction text not null,
  order_id text collate "C" not null,
  case_id bigint not null,
  -- Which facts; null: everything, and the names in lists with it.
  versions integer[],
  done_at timestamptz(3),
  primary key (jurisdiction, order_id, case_id),
  foreign key (jurisdiction, order_id) references retention.erasure_order
);
create index erasure_case_undone on retention.erasure_case (jurisdiction, order_id, case_id) where done_at is null;
grant select, insert, update (done_at) on retention.erasure_case to mingchuang_run;
