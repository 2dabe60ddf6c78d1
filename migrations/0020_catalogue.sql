-- The catalogue of service items. An item version is never edited once it stands: cases are bound to the version they
-- were filed under, so a changed declaration is a new version, and the running role can neither change nor delete one.
create table catalogue.item (
  jurisdiction text not null,
  item_id text not null check (item_id ~ '^[a-z0-9][a-z0-9-]{0,119}$'),
  version integer not null check (version > 0),
  fileable boolean not null,
  source text not null check (source in ('declared', 'imported')),
  -- json, not jsonb: jsonb sorts keys and would lose the order in which people meet the fields of a form.
  definition json not null,
  -- SM3 over the RFC 8785 form of the definition: the same again makes no new version.
  digest bytea not null,
  valid_from date not null,
  recorded_at timestamptz(3) not null default now(),
  primary key (jurisdiction, item_id, version)
);

grant select, insert on catalogue.item to mingchuang_run;

-- What is in force and how it is found: one row an item, pointing at the current version. Rebuilt from catalogue.item.
create table catalogue.search (
  jurisdiction text not null,
  item_id text not null,
  version integer not null,
  name text not null,
  aliases text[] not null,
  task_type text not null,
  fileable boolean not null,
  office text,
  department_name text not null,
  lists text[] not null,
  topics text[] not null,
  -- Keyset order: pinyin for people, compared by bytes so that every machine agrees.
  sort_key text collate "C" not null,
  -- The syllables of the name and of each alias, apart by spaces, without tones: 'shi pin jing ying xu ke'.
  syllables text[] not null,
  -- The same run together, and their first letters: 'shipinjingyingxuke spjyxk'.
  letters text not null,
  -- Words by jieba, and every single character, so that any run of characters finds its item.
  words tsvector not null,
  primary key (jurisdiction, item_id),
  foreign key (jurisdiction, item_id, version) references catalogue.item
);

create index search_words on catalogue.search using gin (jurisdiction, words);
create index search_letters on catalogue.search using gin (jurisdiction, letters gin_trgm_ops);
create index search_order on catalogue.search (jurisdiction, fileable desc, sort_key, item_id);

grant select, insert, update on catalogue.search to mingchuang_run;
