-- An uploaded file; the workbook that it became has the file's id.
create table files (
  tenant_id text not null,
  user_id text not null,
  file_id text not null,
  name text not null,
  size integer not null,
  -- SHA-256 of its bytes; null while they arrive.
  hash text,
  -- `receiving`: its bytes arrive, nobody sees it; `stored`: its cells are in the workbook, whose sheets tell how far they are.
  status text not null check (status in ('receiving', 'uploaded', 'reading', 'stored', 'failed')),
  -- How much of it was read, 0 … 1.
  progress real not null default 0,
  attempts integer not null default 0,
  code text,
  reason text,
  -- What was read of each sheet: see sheetReport.ts.
  sheets json not null default '[]',
  uploaded_at timestamptz not null,
  -- When something last happened to it.
  changed_at timestamptz not null,
  -- For retention; null once there is a workbook, which is used in its place and takes the file with it when it goes.
  used_at timestamptz,
  primary key (tenant_id, user_id, file_id)
);

-- The same bytes of one owner are one file.
create unique index files_by_hash on files (tenant_id, user_id, hash) where status <> 'failed';
create index files_last_used on files (used_at);
create index files_under_way on files (changed_at) where status in ('receiving', 'uploaded', 'reading');

-- Its bytes in order, until they were read: any process can go on with it.
create table file_parts (
  tenant_id text not null,
  user_id text not null,
  file_id text not null,
  position integer not null,
  -- Base64: PGlite reads and writes it many times faster than bytea.
  bytes text not null,
  primary key (tenant_id, user_id, file_id, position),
  foreign key (tenant_id, user_id, file_id) references files on delete cascade
);

-- A workbook's file is mostly compressed already.
alter table file_parts alter column bytes set storage external;

alter table files enable row level security;
alter table files force row level security;
create policy owner_only on files using (is_in_scope(tenant_id, user_id));

alter table file_parts enable row level security;
alter table file_parts force row level security;
create policy owner_only on file_parts using (is_in_scope(tenant_id, user_id));

-- File and workbook go together, whoever deletes one of them. A workbook that is only half read is no part of its file yet.
create function forget_file() returns trigger language plpgsql as $$
begin
  delete from files f
  where f.tenant_id = old.tenant_id and f.user_id = old.user_id and f.file_id = old.workbook_id and f.status = 'stored';
  return null;
end $$;

create trigger forget_file after delete on workbooks for each row when (old.source = 'file') execute function forget_file();

create function forget_workbook_of_file() returns trigger language plpgsql as $$
begin
  delete from workbooks w
  where w.tenant_id = old.tenant_id and w.user_id = old.user_id and w.workbook_id = old.file_id and w.source = 'file';
  return null;
end $$;

create trigger forget_workbook_of_file after delete on files for each row execute function forget_workbook_of_file();
