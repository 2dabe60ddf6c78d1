-- 归档范围和保管期限表 (档案法实施条例 §19): which class closed cases get, by version; added, never edited.
create table retention.schedule (
  jurisdiction text not null,
  version integer not null,
  schedule jsonb not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (jurisdiction, version)
);
grant select, insert on retention.schedule to mingchuang_run;

-- One run that archives the cases closed in a period.
create table retention.batch (
  jurisdiction text not null,
  id text collate "C" not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  closed_from date not null,
  closed_to date not null,
  status text not null check (status in ('running', 'done')),
  -- Cases looked at, and the last of them: where an interrupted run goes on.
  last_case bigint not null default 0,
  archived integer not null default 0,
  primary key (jurisdiction, id)
);
create index batch_newest on retention.batch (jurisdiction, made_at desc, id);
grant select, insert, update (status, last_case, archived) on retention.batch to mingchuang_run;

-- The archive's register: a closed case, how long it is kept, and its package.
create table retention.archived_case (
  jurisdiction text not null,
  case_id bigint not null,
  case_no text collate "C" not null,
  item_name text not null,
  office text not null,
  closed_on date not null,
  class text not null,
  -- Last day; null: for ever.
  keep_until date,
  schedule_version integer not null,
  batch text collate "C" not null,
  archived_at timestamptz(3) not null,
  -- Version of the case that the package shows; the content is in the store. Null once destroyed or to be made anew.
  package_version integer,
  package_sm3 bytea check (octet_length(package_sm3) = 32),
  package_size bigint,
  transfer text collate "C",
  destroyed_on date,
  primary key (jurisdiction, case_id)
);
create index archived_case_due on retention.archived_case (jurisdiction, keep_until, case_id) where destroyed_on is null;
create index archived_case_batch on retention.archived_case (jurisdiction, batch, case_id);
grant select, insert on retention.archived_case to mingchuang_run;
grant update (class, keep_until, schedule_version, batch, archived_at, package_version, package_sm3, package_size, transfer,
  destroyed_on) on retention.archived_case to mingchuang_run;

-- 移交清单 (档案法实施条例 §20, §40): what was handed to the public archive, when, and who took it.
create table retention.transfer (
  jurisdiction text not null,
  id text collate "C" not null,
  receiver text not null,
  made_by text not null,
  made_at timestamptz(3) not null,
  handed_over_on date,
  taken_by text,
  primary key (jurisdiction, id)
);
create index transfer_newest on retention.transfer (jurisdiction, made_at desc, id);
grant select, insert, update (handed_over_on, taken_by) on retention.transfer to mingchuang_run;
