-- Lawful erasure (docs/decisions/0028-erasure-by-a-fact.md). A payload goes when, and only when, a fact in the same stream
-- says so: the running role has no right to delete one, the trigger has. Chain and order hold digests only and stay as they are.

create function ledger.erase_payload() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  erased integer := (new.data ->> 'version')::integer;
begin
  if erased is null or erased >= new.version
    or coalesce(new.data ->> 'basis', '') = '' or coalesce(new.data ->> 'responsible', '') = ''
  then
    raise exception 'an erasure names an earlier version, its basis and who answers for it'
      using errcode = 'check_violation';
  end if;
  delete from ledger.payload p
  where p.jurisdiction = new.jurisdiction and p.subject_type = new.subject_type
    and p.subject_id = new.subject_id and p.version = erased;
  if not found then
    raise exception 'version % has no payload to erase', erased using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger erase_payload after insert on ledger.fact
  for each row when (new.kind = 'payload-erased') execute function ledger.erase_payload();

-- What a case keeps outside the ledger goes in the same moment: documents that only the erased fact named and, when the
-- whole case is erased, names in lists, messages, and the party if no other case or valid certificate needs it.
create function cases.forget_with_payload() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone text[] := array(select jsonb_array_elements_text(coalesce(new.data -> 'documents', '[]')));
  forgotten cases.current;
begin
  with used as (
    delete from cases.document_use u
    where u.jurisdiction = new.jurisdiction and u.case_id = new.subject_id::bigint and u.document_id = any(gone)
    returning u.document_id)
  delete from documents.document d using used
  where d.jurisdiction = new.jurisdiction and d.id = used.document_id
    and not exists (select from cases.document_use u
                    where u.jurisdiction = d.jurisdiction and u.document_id = d.id
                      and u.case_id <> new.subject_id::bigint);
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
  update cases.party p set name = '已依法删除', id_number = 'erased/' || p.id
  where p.jurisdiction = new.jurisdiction and p.id in (forgotten.applicant_party, forgotten.agent_party)
    and not exists (select from cases.current c
                    where c.jurisdiction = p.jurisdiction and c.applicant_party = p.id and c.applicant_name <> '已依法删除')
    and not exists (select from cases.current c
                    where c.jurisdiction = p.jurisdiction and c.agent_party = p.id and c.applicant_name <> '已依法删除')
    and not exists (select from licences.licence l
                    where l.jurisdiction = p.jurisdiction and l.holder_party = p.id and l.status = 'valid');
  return null;
end $$;

create trigger forget_with_payload after insert on ledger.fact
  for each row when (new.kind = 'payload-erased' and new.subject_type = 'case')
  execute function cases.forget_with_payload();

create index current_agent on cases.current (jurisdiction, agent_party) where agent_party is not null;
create index notification_subject on platform.notification (jurisdiction, subject_id);
create index document_content on documents.document using hash (sm3);
