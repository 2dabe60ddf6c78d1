-- Refused because of false materials (行政许可法 78): whoever looks at the next application for the same item has to know, and
-- until when it is barred. Few rows; the ledger remains the truth.
create table cases.earlier_refusal (
  jurisdiction text not null,
  party text not null,
  item_id text not null,
  case_id bigint not null,
  refused_on date not null,
  -- Null where it concerned no safety matter: then nothing is barred.
  barred_until date,
  primary key (jurisdiction, party, item_id, case_id)
);
grant select, insert on cases.earlier_refusal to mingchuang_run;

insert into cases.earlier_refusal (jurisdiction, party, item_id, case_id, refused_on)
select c.jurisdiction, c.applicant_party, c.item_id, c.id, f.effective_on
from cases.current c
join ledger.fact f on f.jurisdiction = c.jurisdiction and f.subject_type = 'case' and f.subject_id = c.id::text
where f.kind = 'acceptance-refused' and f.data ->> 'ground' = 'false-materials'
on conflict do nothing;
