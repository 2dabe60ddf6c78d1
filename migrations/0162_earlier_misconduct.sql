-- What bars a new application is not only a refusal because of false materials (行政许可法 78): a licence that was revoked
-- because it was got by deceit or bribery bars its holder for three years where safety is at stake (79). One table for both.
alter table cases.earlier_refusal rename to earlier_misconduct;
alter index cases.earlier_refusal_pkey rename to earlier_misconduct_pkey;
alter table cases.earlier_misconduct rename column refused_on to found_on;
alter table cases.earlier_misconduct
  add column ground text not null default 'false-materials' check (ground in ('false-materials', 'fraud'));
alter table cases.earlier_misconduct alter column ground drop default;

insert into cases.earlier_misconduct (jurisdiction, party, item_id, case_id, ground, found_on, barred_until)
select l.jurisdiction, l.holder_party, l.item_id, l.case_id, 'fraud', f.effective_on, (f.data ->> 'barredUntil')::date
from licences.licence l
join ledger.fact f on f.jurisdiction = l.jurisdiction and f.subject_type = 'licence' and f.subject_id = l.id
where f.kind = 'revoked' and f.data ->> 'ground' = 'fraud'
on conflict do nothing;
