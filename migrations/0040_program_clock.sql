-- The program's clock of a demonstration, as an offset to real time. One row for the whole installation, so that
-- every web and worker process shows the same time and a restart goes on from where the clock was.
-- No row means that the clock has never been set: real time. Production never writes here.
create table platform.program_clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null,
  moved_at timestamptz(3) not null default now()
);

grant select, insert, update on platform.program_clock to mingchuang_run;
