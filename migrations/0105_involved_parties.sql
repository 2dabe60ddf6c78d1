-- Parties of a case beside its applicant and agent (行政许可法 36, 47: interested parties). What they are told and say
-- lies in the facts; this row finds the cases that concern somebody.
create table cases.involved_party (
  jurisdiction text not null,
  case_id bigint not null,
  party text not null,
  role text not null,
  primary key (jurisdiction, case_id, party, role)
);
create index involved_party_party on cases.involved_party (jurisdiction, party, case_id desc);
grant select, insert on cases.involved_party to mingchuang_run;
