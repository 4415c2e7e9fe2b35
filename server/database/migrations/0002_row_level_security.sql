-- Whose rows a transaction sees is said in its settings: see scopes.ts. Without them it sees none. `force` binds the tables'
-- owner too; a superuser is bound by nothing and takes another role: see rowsRole.ts.
create function is_in_scope(tenant_id text, user_id text) returns boolean language sql stable as $$
  select current_setting('app.scope', true) = 'maintenance'
    or (current_setting('app.scope', true) = 'owner'
      and tenant_id = current_setting('app.tenant_id', true) and user_id = current_setting('app.user_id', true))
$$;

alter table sessions enable row level security;
alter table sessions force row level security;
create policy owner_only on sessions using (is_in_scope(tenant_id, user_id));

alter table messages enable row level security;
alter table messages force row level security;
create policy owner_only on messages using (is_in_scope(tenant_id, user_id));
