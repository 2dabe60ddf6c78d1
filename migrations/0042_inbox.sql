-- What reactions have done: a row is committed together with the effect it stands for, so that a reaction that is
-- delivered twice, or by two workers at once, has its effect once.
create table platform.inbox (
  jurisdiction text not null,
  reaction text not null,
  subject_type text not null,
  subject_id text not null,
  version integer not null,
  done_at timestamptz(3) not null default now(),
  primary key (jurisdiction, reaction, subject_type, subject_id, version)
);

-- Never changed and never deleted: a forgotten row would let an old delivery happen again.
grant select, insert on platform.inbox to mingchuang_run;
