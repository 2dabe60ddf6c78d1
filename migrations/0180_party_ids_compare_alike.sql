-- Ids of parties are compared by their bytes (cases.party.id). A column of them that is compared in another way makes
-- PostgreSQL pass over its index wherever the two meet: with a million cases, one's own took half a second.
alter table cases.current
  alter column applicant_party type text collate "C",
  alter column agent_party type text collate "C";
alter table cases.involved_party alter column party type text collate "C";
alter table cases.earlier_misconduct alter column party type text collate "C";
alter table licences.licence alter column holder_party type text collate "C";

-- The cases of an agent, newest first.
drop index cases.current_agent;
create index current_agent on cases.current (jurisdiction, agent_party, id desc) where agent_party is not null;
