-- From where a case is seen besides its handling office and its authority: every other office that has a lane of it or
-- reviews its item, and `leader` where the head of the government may extend it. Kept while it is seen from there, whether
-- or not there is work to do: a list shows what a person may open (contracts §3). A case of one office has no row.
create table cases.sight (
  jurisdiction text not null,
  seen_from text collate "C" not null,
  case_id bigint not null,
  primary key (jurisdiction, seen_from, case_id)
);
grant select, insert, delete on cases.sight to mingchuang_run;

-- Lists of an authority's offices, newest first; it changes at a hand-over only.
create index current_authority on cases.current (jurisdiction, authority, id desc);

-- Cases that are there already: what their facts opened, and what their item says.
insert into cases.sight (jurisdiction, seen_from, case_id)
select distinct c.jurisdiction, seen.place, c.id
from cases.current c
join ledger.fact f on f.jurisdiction = c.jurisdiction and f.subject_type = 'case' and f.subject_id = c.id::text
cross join lateral (
  select f.data ->> 'office' as place where f.kind in ('reviewed', 'office-consulted')
  union all
  select jsonb_array_elements_text(f.data -> 'offices') where f.kind = 'accepted'
  union all
  select f.data ->> 'to' where f.kind = 'handed-over'
) seen
where seen.place is not null and seen.place <> c.office
  and not exists (
    select 1 from ledger.fact over
    where over.jurisdiction = f.jurisdiction and over.subject_type = 'case' and over.subject_id = f.subject_id
      and over.kind = 'handed-over' and over.data ->> 'from' = seen.place)
on conflict do nothing;

insert into cases.sight (jurisdiction, seen_from, case_id)
select distinct c.jurisdiction, seen.place, c.id
from cases.current c
join catalogue.item i on i.jurisdiction = c.jurisdiction and i.item_id = c.item_id and i.version = c.item_version
cross join lateral (
  select jsonb_array_elements_text(coalesce(i.definition::jsonb -> 'reviewOffices', '[]')) as place
  union all
  select ':leader' where i.definition::jsonb #>> '{extension,by}' = 'leader'
) seen
where seen.place <> c.office
on conflict do nothing;
