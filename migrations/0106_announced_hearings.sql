-- Hearings announced to the public (行政许可法 46, 48): this row finds them; what they are and whether they still take
-- place is read from the facts of the case.
create schema licensing;
grant usage on schema licensing to mingchuang_run;

create table licensing.announced_hearing (
  jurisdiction text not null,
  case_id bigint not null,
  on_day date not null,
  primary key (jurisdiction, case_id)
);
create index announced_hearing_day on licensing.announced_hearing (jurisdiction, on_day);
grant select, insert, update on licensing.announced_hearing to mingchuang_run;
