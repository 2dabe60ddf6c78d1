-- Case ids come in blocks, so that a process numbers cases without asking each time; numbers may have gaps.
create sequence cases.case_id increment by 50;
grant usage on sequence cases.case_id to mingchuang_run;

-- What a district decides for itself: versions are added, never edited, and named in every fact made under them.
create table cases.settings (
  jurisdiction text not null,
  version integer not null,
  settings jsonb not null,
  primary key (jurisdiction, version)
);
grant select, insert on cases.settings to mingchuang_run;

-- A party under an opaque id: the ledger knows the id only.
create table cases.party (
  jurisdiction text not null,
  id text collate "C" not null,
  kind text not null check (kind in ('natural-person', 'organization')),
  name text not null,
  id_type text not null,
  id_number text collate "C" not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, id_type, id_number)
);
grant select, insert, update on cases.party to mingchuang_run;

-- The current row of a case: what lists and desks show. Indexed on what never changes only, so that nearly every
-- update stays within its page.
create table cases.current (
  jurisdiction text not null,
  id bigint not null,
  case_no text collate "C" not null,
  procedure text not null,
  procedure_version integer not null,
  item_id text not null,
  item_version integer not null,
  item_name text not null,
  authority text not null,
  office text not null,
  channel text not null,
  applicant_party text not null,
  agent_party text,
  -- The account that filed: an agent sees the case by it.
  filed_by_account text not null,
  applicant_name text not null,
  opened_at timestamptz(3) not null,
  -- Drafts and drafts given up are never filed; they are their author's alone.
  filed boolean not null,
  status text not null,
  version integer not null,
  due date,
  paused boolean not null default false,
  updated_at timestamptz(3) not null,
  primary key (jurisdiction, id)
) with (fillfactor = 80);
create unique index current_case_no on cases.current (jurisdiction, case_no);
create index current_applicant on cases.current (jurisdiction, applicant_party, id desc);
create index current_filed_by on cases.current (jurisdiction, filed_by_account, id desc);
create index current_item on cases.current (jurisdiction, item_id, id desc);
create index current_office on cases.current (jurisdiction, office, id desc);
grant select, insert, update on cases.current to mingchuang_run;

-- Where each case stands, narrow, for lists by status.
create table cases.standing (
  jurisdiction text not null,
  case_id bigint not null,
  office text not null,
  status text not null,
  primary key (jurisdiction, case_id)
);
create index standing_status on cases.standing (jurisdiction, status, case_id desc);
create index standing_office_status on cases.standing (jurisdiction, office, status, case_id desc);
grant select, insert, update on cases.standing to mingchuang_run;

-- Running clocks: the deadline board, and what the system does when one runs out.
create table cases.clock (
  jurisdiction text not null,
  case_id bigint not null,
  name text not null,
  office text not null,
  due date not null,
  paused boolean not null,
  expiry_step text,
  primary key (jurisdiction, case_id, name)
);
create index clock_office_due on cases.clock (jurisdiction, office, due, case_id);
create index clock_expiry on cases.clock (jurisdiction, due, case_id) where expiry_step is not null;
grant select, insert, update, delete on cases.clock to mingchuang_run;

-- Who has work to do: one row for each post whose step is open.
create table cases.worklist (
  jurisdiction text not null,
  office text not null,
  role text not null,
  due date,
  case_id bigint not null,
  step text not null,
  paused boolean not null,
  since timestamptz(3) not null,
  primary key (jurisdiction, case_id, office, role, step)
);
create index worklist_urgency on cases.worklist (jurisdiction, office, role, due, case_id);
grant select, insert, update, delete on cases.worklist to mingchuang_run;

-- A draft belongs to its author and may change or vanish: it is not yet part of the ledger.
create table cases.draft (
  jurisdiction text not null,
  case_id bigint not null,
  content jsonb not null,
  revision integer not null default 1,
  saved_at timestamptz(3) not null,
  primary key (jurisdiction, case_id)
);
grant select, insert, update, delete on cases.draft to mingchuang_run;

-- 文号 are consecutive for each authority, year and kind: a number is only ever the successor of a committed one, and
-- the unique key decides who was first, so a step that fails leaves no gap.
create table cases.letter (
  jurisdiction text not null,
  id text collate "C" not null,
  case_id bigint not null,
  version integer not null,
  kind text not null,
  authority text not null,
  year integer not null,
  number integer not null,
  document_no text not null,
  made_on date not null,
  primary key (jurisdiction, id),
  unique (jurisdiction, authority, year, kind, number)
);
create index letter_case on cases.letter (jurisdiction, case_id);
grant select, insert on cases.letter to mingchuang_run;

-- Facts of which the parties are still to be told: written with the fact, taken when the messages are written.
create table cases.untold (
  jurisdiction text not null,
  case_id bigint not null,
  version integer not null,
  primary key (jurisdiction, case_id, version)
);
grant select, insert, delete on cases.untold to mingchuang_run;

-- Which documents a case uses: whoever sees the case sees them.
create table cases.document_use (
  jurisdiction text not null,
  document_id text collate "C" not null,
  case_id bigint not null,
  primary key (jurisdiction, document_id, case_id)
);
grant select, insert on cases.document_use to mingchuang_run;

-- Words by which a case is found: bigrams of the applicant's and the item's name (PostgreSQL has no Chinese parser).
create table cases.search (
  jurisdiction text not null,
  case_id bigint not null,
  words tsvector not null,
  primary key (jurisdiction, case_id)
);
create index search_words on cases.search using gin (words);
grant select, insert, update, delete on cases.search to mingchuang_run;
