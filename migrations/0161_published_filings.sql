-- Filings (备案) published to everybody: this row finds them; what they say is read from the facts of the case.
create table licensing.published_filing (
  jurisdiction text not null,
  case_id bigint not null,
  filed_on date not null,
  primary key (jurisdiction, case_id)
);
create index published_filing_day on licensing.published_filing (jurisdiction, filed_on, case_id);
grant select, insert on licensing.published_filing to mingchuang_run;
