create table sessions (
  tenant_id text not null,
  user_id text not null,
  session_id text not null,
  title text not null,
  -- False until the first question, or the owner, gave it its title.
  titled boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, user_id, session_id)
);

create table messages (
  tenant_id text not null,
  user_id text not null,
  session_id text not null,
  -- The question's id; its answer has the same one.
  message_id text not null,
  role text not null check (role in ('user', 'assistant')),
  position bigint generated always as identity,
  -- json, not jsonb: sheets and models produce \u0000 and lone surrogates, which jsonb refuses.
  body json not null,
  primary key (tenant_id, user_id, session_id, message_id, role),
  foreign key (tenant_id, user_id, session_id) references sessions on delete cascade
);

create index messages_in_order on messages (tenant_id, user_id, session_id, position);
