-- What else holds the words of an erased payload goes with it (docs/decisions/0050-erasure-reaches-every-copy.md): the sealed
-- file of a letter, first answers kept for a repeated call, and interested parties whom no other case needs.

-- A party whom nothing that still has its words names any more.
create function cases.forget_parties(of_jurisdiction text, ids text[]) returns void
language sql set search_path = pg_catalog as $$
  update cases.party p set name = '已依法删除', id_number = 'erased/' || p.id
  where p.jurisdiction = of_jurisdiction and p.id = any(ids)
    and not exists (select from cases.current c
                    where c.jurisdiction = p.jurisdiction and c.applicant_party = p.id and c.applicant_name <> '已依法删除')
    and not exists (select from cases.current c
                    where c.jurisdiction = p.jurisdiction and c.agent_party = p.id and c.applicant_name <> '已依法删除')
    and not exists (select from cases.involved_party i join cases.current c on c.jurisdiction = i.jurisdiction and c.id = i.case_id
                    where i.jurisdiction = p.jurisdiction and i.party = p.id and c.applicant_name <> '已依法删除')
    and not exists (select from licences.licence l
                    where l.jurisdiction = p.jurisdiction and l.holder_party = p.id and l.status = 'valid')
$$;
revoke execute on function cases.forget_parties(text, text[]) from public;

-- Letters are sealed at any time, also at this moment: whoever records a sealed file takes the same lock and looks whether
-- the words are still there.
create function documents.hold_letters(of_jurisdiction text, of_type text, of_id text) returns void
language sql set search_path = pg_catalog as $$
  select pg_advisory_xact_lock(hashtextextended('letters/' || of_jurisdiction || '/' || of_type || '/' || of_id, 0))
$$;
grant execute on function documents.hold_letters(text, text, text) to mingchuang_run;

create or replace function cases.forget_with_payload() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  erased integer := (new.data ->> 'version')::integer;
  gone text[] := array(select jsonb_array_elements_text(coalesce(new.data -> 'documents', '[]')));
  brought text[] := array(select jsonb_array_elements_text(coalesce(new.data -> 'parties', '[]')));
  forgotten cases.current;
begin
  perform documents.hold_letters(new.jurisdiction, new.subject_type, new.subject_id);
  delete from documents.letter_file l using ledger.fact f
  where f.jurisdiction = new.jurisdiction and f.subject_type = new.subject_type and f.subject_id = new.subject_id
    and f.version = erased and l.jurisdiction = f.jurisdiction and l.subject_type = f.subject_type
    and l.letter_id = f.data #>> '{letter,id}';
  with used as (
    delete from cases.document_use u
    where u.jurisdiction = new.jurisdiction and u.case_id = new.subject_id::bigint and u.document_id = any(gone)
    returning u.document_id)
  delete from documents.document d using used
  where d.jurisdiction = new.jurisdiction and d.id = used.document_id
    and not exists (select from cases.document_use u
                    where u.jurisdiction = d.jurisdiction and u.document_id = d.id
                      and u.case_id <> new.subject_id::bigint);
  if array_length(brought, 1) > 0 then
    delete from cases.involved_party
    where jurisdiction = new.jurisdiction and case_id = new.subject_id::bigint and party = any(brought);
    perform cases.forget_parties(new.jurisdiction, brought);
  end if;
  -- Once for all that are erased together: with the last of them.
  if not exists (select from ledger.fact later
                 where later.jurisdiction = new.jurisdiction and later.subject_type = new.subject_type
                   and later.subject_id = new.subject_id and later.version > new.version) then
    perform cases.forget_answers(new.jurisdiction, new.subject_id);
  end if;
  if new.data -> 'whole' is distinct from 'true' then
    return null;
  end if;
  update cases.current set applicant_name = '已依法删除'
  where jurisdiction = new.jurisdiction and id = new.subject_id::bigint
  returning * into forgotten;
  delete from cases.search where jurisdiction = new.jurisdiction and case_id = forgotten.id;
  delete from cases.untold where jurisdiction = new.jurisdiction and case_id = forgotten.id;
  delete from platform.notification
  where jurisdiction = new.jurisdiction and subject_type = 'case' and subject_id = forgotten.case_no;
  perform cases.forget_parties(new.jurisdiction, array[forgotten.applicant_party, forgotten.agent_party] || array(
    select party from cases.involved_party where jurisdiction = new.jurisdiction and case_id = forgotten.id));
  return null;
end $$;

-- The row stays, so that the same call sent again does nothing a second time; what it had answered is gone. Kept answers are
-- at most seven days old: a case on which nothing was done lately has none, and the table is not looked through for it.
create function cases.forget_answers(of_jurisdiction text, of_case text) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  number text := (select case_no from cases.current where jurisdiction = of_jurisdiction and id = of_case::bigint);
  is_on_real_time boolean := exists (select from platform.installation where mode = 'production');
begin
  -- A demonstration's clock runs apart from the one by which answers are kept.
  if is_on_real_time and not exists (
    select from ledger.fact f
    where f.jurisdiction = of_jurisdiction and f.subject_type = 'case' and f.subject_id = of_case
      and f.kind <> 'payload-erased' and f.recorded_at > now() - interval '8 days') then
    return;
  end if;
  update platform.idempotency set status = 410, response = null
  where jurisdiction = of_jurisdiction and status <> 410 and route not like '% /api/v1/erasures%'
    and (strpos(route, number) > 0 or strpos(response::text, number) > 0);
end $$;
revoke execute on function cases.forget_answers(text, text) from public;

-- What was sealed, for whoever looks a document up; it keeps no content. Under its old name it did: a column whose name ends
-- in `_sm3` says that a content is needed, and so no sealed file was ever removed.
alter table seals.use rename column document_sm3 to document_digest;
