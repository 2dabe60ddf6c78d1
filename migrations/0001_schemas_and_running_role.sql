-- The owner (who runs migrations) and the running role (as whom requests and jobs run) are two: what the program
-- must never do, such as changing a fact, the running role is not granted and so cannot do by any mistake.

do $$
begin
  create role mingchuang_run nologin;
exception
  -- Another database of the same server brought it.
  when duplicate_object then null;
end $$;

do $$
begin
  grant mingchuang_run to current_user;
exception
  when insufficient_privilege then
    if not pg_has_role(current_user, 'mingchuang_run', 'member') then
      raise exception 'role mingchuang_run exists and is not granted to %', current_user;
    end if;
end $$;

create schema if not exists platform;
create schema access;
create schema organisation;
create schema catalogue;
create schema ledger;
create schema cases;
create schema licences;
create schema documents;

grant usage on schema platform, access, organisation, catalogue, ledger, cases, licences, documents
  to mingchuang_run;

-- Every migration grants exactly what the running role needs; nothing comes by default, not even through PUBLIC.
revoke all on schema public from public;
grant usage on schema public to mingchuang_run;

grant select on platform.migration to mingchuang_run;

-- Tells a demonstration from a real installation: a demonstration's passwords and keys are known to everybody.
create table platform.installation (
  id boolean primary key default true check (id),
  mode text not null check (mode in ('demo', 'production')),
  made_at timestamptz not null default now()
);
grant select on platform.installation to mingchuang_run;
