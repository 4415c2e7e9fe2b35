-- What was indexed before has no words. It is read again when it is asked for.
drop table chunks;
delete from indexed_sheets;

-- Words stand in the index as HMACs with this key: see termKey.ts.
create table search_keys (
  tenant_id text not null,
  user_id text not null,
  -- Base64, as everything binary below: PGlite reads and writes it many times faster than bytea.
  key text not null,
  primary key (tenant_id, user_id)
);

create table chunks (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  -- Of everything that search reads of it: what was read before is known by it.
  hash text not null,
  sheet text not null,
  type text not null check (type in ('header', 'data', 'statistics', 'formula')),
  address text not null,
  table_address text,
  table_name text,
  title text,
  columns text[] not null,
  content text not null,
  -- The numbers of the content, exactly, each with its cells: see chunkFigures.ts.
  figures text not null,
  -- Vectors of two embedders cannot be compared, and need not be of one length. Their numbers are rounded to integers; only their
  -- direction says something.
  embedder text not null,
  embedding halfvec not null,
  primary key (tenant_id, user_id, workbook_id, hash),
  foreign key (tenant_id, user_id, workbook_id, sheet) references indexed_sheets on delete cascade
);

-- The sheet first: beginning like the primary key, it would be taken instead of that where nobody has analyzed the table, and PGlite
-- never does. A search for ten chunks would then read all of the workbook.
create index chunks_of_sheet on chunks (sheet, workbook_id, user_id, tenant_id);

-- Vectors in their row, texts beside it: a search reads many vectors and few texts.
alter table chunks alter column embedding set storage main;
alter table chunks alter column content set storage external;
alter table chunks alter column figures set storage external;

-- Parts of a sheet's index, each made once: see segment.ts. Few rows, which hold much.
create table segments (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  sheet text not null,
  segment bigint generated always as identity,
  chunk_count integer not null,
  -- Words of title, header and body of all chunks.
  words integer[] not null,
  buckets integer not null,
  documents text not null,
  embedder text,
  codes text,
  primary key (tenant_id, user_id, workbook_id, sheet, segment),
  foreign key (tenant_id, user_id, workbook_id, sheet) references indexed_sheets on delete cascade
);

alter table segments alter column documents set storage external;
alter table segments alter column codes set storage external;

create table segment_terms (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  sheet text not null,
  segment bigint not null,
  bucket integer not null,
  postings text not null,
  primary key (tenant_id, user_id, workbook_id, sheet, segment, bucket),
  foreign key (tenant_id, user_id, workbook_id, sheet, segment) references segments on delete cascade
);

alter table segment_terms alter column postings set storage external;

do $$
declare name text;
begin
  foreach name in array array['search_keys', 'chunks', 'segments', 'segment_terms'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy owner_only on %I using (is_in_scope(tenant_id, user_id))', name);
  end loop;
end $$;

-- A stored workbook keeps its index when the last chat about it is deleted, and loses it when it is deleted itself.
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
    );
  return null;
end $$;

create function forget_stored_workbook() returns trigger language plpgsql as $$
begin
  delete from indexed_sheets s
  where s.tenant_id = old.tenant_id and s.user_id = old.user_id and s.workbook_id = old.workbook_id;
  return null;
end $$;

create trigger forget_stored_workbook after delete on workbooks for each row execute function forget_stored_workbook();
