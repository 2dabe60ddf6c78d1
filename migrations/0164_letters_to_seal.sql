-- Letters are sealed soon after their fact, by a job. The mark stands on the letter's own row, so the step that makes a letter
-- pays for no further row: when it is next to be sealed, on the database server's time; null when it is, or need not be. A job
-- that takes a letter moves the mark ahead: if it dies, another takes the letter then.
-- Letters from before have no mark and are sealed when they are asked for, as they were.
alter table cases.letter add column seal_after timestamptz(3), add column seal_tries smallint not null default 0;
alter table cases.letter alter column seal_after set default now();
create index letter_to_seal on cases.letter (jurisdiction, seal_after) where seal_after is not null;
grant update (seal_after, seal_tries) on cases.letter to mingchuang_run;

alter table licences.letter add column seal_after timestamptz(3), add column seal_tries smallint not null default 0;
alter table licences.letter alter column seal_after set default now();
create index letter_to_seal on licences.letter (jurisdiction, seal_after) where seal_after is not null;
grant update (seal_after, seal_tries) on licences.letter to mingchuang_run;
