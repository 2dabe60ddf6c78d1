-- Holiday arrangements published since the program was made (国务院办公厅关于部分节假日安排的通知), laid over the calendar that
-- it brings. A corrected one is the next version of its year; none is ever changed, because facts name what they were
-- reckoned with.
create table platform.arrangement (
  year integer not null check (year between 2004 and 2099),
  version integer not null check (version > 0),
  digest text not null,
  arrangement jsonb not null,
  -- The notice it was taken from, as it is cited.
  source text not null,
  imported_at timestamptz(3) not null default now(),
  primary key (year, version)
);
grant select, insert on platform.arrangement to mingchuang_run;
