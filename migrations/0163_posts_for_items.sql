-- A post may be for named items only: "a clerk authorised for the item" (行政许可法 34 ¶2 in practice). Null: for every item.
alter table access.post add column items text[] check (cardinality(items) > 0);
comment on column access.post.items is 'ids of the service items the post is for; null for all of them';
