create extension if not exists vector;

-- A sheet of which something was read for search. Everything found in it hangs on this row, and goes with it.
create table indexed_sheets (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  sheet text not null,
  -- The pane's revision at which the whole sheet was read, and by whose vectors; null while only selections of it were.
  revision text,
  embedder text,
  used_at timestamptz not null,
  primary key (tenant_id, user_id, workbook_id, sheet)
);

create index indexed_sheets_last_used on indexed_sheets (used_at);

create table chunks (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  sheet text not null,
  -- Of type, sheet, address and content: what was read before is known by it.
  hash text not null,
  type text not null check (type in ('header', 'data', 'statistics', 'formula')),
  address text not null,
  table_address text,
  columns text[] not null,
  content text not null,
  -- The numbers of the content, exactly, each with its cells: see chunkFigures.ts.
  figures json not null,
  -- Vectors of two embedders cannot be compared, and need not be of one length. Kept in the row where they fit: a search looks
  -- at all of them.
  embedder text not null,
  embedding vector storage main not null,
  primary key (tenant_id, user_id, workbook_id, sheet, hash),
  foreign key (tenant_id, user_id, workbook_id, sheet) references indexed_sheets on delete cascade
);

alter table indexed_sheets enable row level security;
alter table indexed_sheets force row level security;
create policy owner_only on indexed_sheets using (is_in_scope(tenant_id, user_id));

alter table chunks enable row level security;
alter table chunks force row level security;
create policy owner_only on chunks using (is_in_scope(tenant_id, user_id));

-- What was read of a workbook goes with the last chat about it; a chat without a workbook is one of its own.
create function forget_workbook() returns trigger language plpgsql as $$
begin
  delete from indexed_sheets s
  where s.tenant_id = old.tenant_id and s.user_id = old.user_id
    and s.workbook_id in (old.session_id, old.workbook_id)
    and not exists (
      select from sessions o
      where o.tenant_id = old.tenant_id and o.user_id = old.user_id and o.workbook_id = s.workbook_id
    );
  return null;
end $$;

create trigger forget_workbook after delete on sessions for each row execute function forget_workbook();
