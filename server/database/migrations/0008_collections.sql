-- Texts and uploaded files that are searched together. The index knows the texts as sheets of a workbook with the collection's id.
create table collections (
  tenant_id text not null,
  user_id text not null,
  collection_id text not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  primary key (tenant_id, user_id, collection_id)
);

create index collections_last_used on collections (used_at);

create table collection_documents (
  tenant_id text not null,
  user_id text not null,
  collection_id text not null,
  title text not null,
  text text not null,
  -- SHA-256 of the text: the revision at which the index has read it, or has not yet.
  hash text not null,
  primary key (tenant_id, user_id, collection_id, title),
  foreign key (tenant_id, user_id, collection_id) references collections on delete cascade
);

create table collection_files (
  tenant_id text not null,
  user_id text not null,
  collection_id text not null,
  file_id text not null,
  primary key (tenant_id, user_id, collection_id, file_id),
  foreign key (tenant_id, user_id, collection_id) references collections on delete cascade,
  foreign key (tenant_id, user_id, file_id) references files on delete cascade
);

create index collections_of_file on collection_files (tenant_id, user_id, file_id);

do $$
declare name text;
begin
  foreach name in array array['collections', 'collection_documents', 'collection_files'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_only on %I using (is_in_scope(tenant_id, user_id))', name);
  end loop;
end $$;

create function forget_collection() returns trigger language plpgsql as $$
begin
  delete from indexed_sheets s
  where s.tenant_id = old.tenant_id and s.user_id = old.user_id and s.workbook_id = old.collection_id;
  return null;
end $$;

create trigger forget_collection after delete on collections for each row execute function forget_collection();

-- A chat may name its workbook as it likes: a collection keeps its index when such a chat is deleted, as a stored workbook does.
create or replace function forget_workbook() returns trigger language plpgsql as $$
begin
  delete from indexed_sheets s
  where s.tenant_id = old.tenant_id and s.user_id = old.user_id
    and s.workbook_id in (old.session_id, old.workbook_id)
    and not exists (
      select from sessions o
      where o.tenant_id = old.tenant_id and o.user_id = old.user_id and o.workbook_id = s.workbook_id
    )
    and not exists (
      select from workbooks w
      where w.tenant_id = s.tenant_id and w.user_id = s.user_id and w.workbook_id = s.workbook_id
    )
    and not exists (
      select from collections c
      where c.tenant_id = s.tenant_id and c.user_id = s.user_id and c.collection_id = s.workbook_id
    );
  return null;
end $$;
