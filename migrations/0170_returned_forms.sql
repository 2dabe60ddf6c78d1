-- What a page could not take, kept for a day, so that it is shown again at an address of its own (decision 0058). Typed
-- texts stand in it: nobody but whoever sent it reads it, and it is forgotten by a job.
create schema portal;
grant usage on schema portal to mingchuang_run;

create table portal.returned_form (
  jurisdiction text not null,
  id uuid not null,
  -- Empty for somebody who is not signed in.
  account_id text not null,
  path text not null,
  content jsonb not null,
  kept_at timestamptz(3) not null default now(),
  primary key (jurisdiction, id)
);
create index returned_form_age on portal.returned_form (kept_at);
grant select, insert, delete on portal.returned_form to mingchuang_run;
