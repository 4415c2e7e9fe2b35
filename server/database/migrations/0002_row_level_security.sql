-- A superuser, such as the embedded database's, is bound by no policy: its statements run as this role. Anybody else is bound
-- by the policies as the tables' owner (force), and may lack the right to make roles.
do $$
begin
  if (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then
    if not exists (select from pg_roles where rolname = 'excel_chat_rows') then
      create role excel_chat_rows nologin;
    end if;
    execute format('grant usage on schema %I to excel_chat_rows', current_schema());
    grant select, insert, update, delete on sessions, messages to excel_chat_rows;
  end if;
end $$;

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
