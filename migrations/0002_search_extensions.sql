-- Trusted extensions: the owner of a database may install them. In public, so that their operators are found unqualified.
create extension if not exists pg_trgm schema public;
create extension if not exists btree_gin schema public;
