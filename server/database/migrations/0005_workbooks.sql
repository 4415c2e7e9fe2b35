-- A workbook as the pane keeps it in step with Excel, or as an uploaded file held it.
create table workbooks (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  source text not null check (source in ('pane', 'file')),
  name text not null,
  -- Named ranges.
  names json not null,
  used_at timestamptz not null,
  primary key (tenant_id, user_id, workbook_id)
);

create index workbooks_last_used on workbooks (used_at);

create table workbook_sheets (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  sheet_id text not null,
  name text not null,
  position integer not null,
  visibility text not null,
  -- What the sheet was told to hold, its cells as hashes; null until all of them were here.
  content json,
  blocks text[] not null default '{}',
  -- Of name and content together.
  revision text,
  stored_at timestamptz,
  -- What was found in the cells, and how far the index is with them: of this revision, or out of date.
  layout json,
  layout_revision text,
  index_state text not null default 'waiting' check (index_state in ('waiting', 'indexing', 'indexed', 'failed')),
  index_revision text,
  -- Why it failed, for whoever included the sheet.
  index_problem text,
  chunk_count integer not null default 0,
  primary key (tenant_id, user_id, workbook_id, sheet_id),
  foreign key (tenant_id, user_id, workbook_id) references workbooks on delete cascade
);

-- Cells by the hash of their text: sheets that hold the same block share it.
create table workbook_blocks (
  tenant_id text not null,
  user_id text not null,
  workbook_id text not null,
  hash text not null,
  -- Deflated, as base64: PGlite reads and writes it many times faster than bytea.
  body text not null,
  -- When it came, or when the last sheet let go of it; null while a sheet holds it.
  loose_since timestamptz,
  primary key (tenant_id, user_id, workbook_id, hash),
  foreign key (tenant_id, user_id, workbook_id) references workbooks on delete cascade
);

alter table workbook_blocks alter column body set storage external;
create index workbook_blocks_loose on workbook_blocks (loose_since) where loose_since is not null;

alter table workbooks enable row level security;
alter table workbooks force row level security;
create policy owner_only on workbooks using (is_in_scope(tenant_id, user_id));

alter table workbook_sheets enable row level security;
alter table workbook_sheets force row level security;
create policy owner_only on workbook_sheets using (is_in_scope(tenant_id, user_id));

alter table workbook_blocks enable row level security;
alter table workbook_blocks force row level security;
create policy owner_only on workbook_blocks using (is_in_scope(tenant_id, user_id));
