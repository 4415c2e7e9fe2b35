import type { Queries } from "./queries.ts"

/** The role that the statements of a superuser run as: row-level security binds no superuser, and an embedded database has no other user. */
export const rowsRole = "excel_chat_rows"

/**
 * Makes that role where it is needed, with the right to every table that row-level security guards. At every start, because
 * a backup holds the tables without the server's roles. Anybody but a superuser is bound by the policies as it is.
 */
export async function prepareRowsRole(rows: Queries): Promise<void> {
  await rows.query(`
    do $$
    declare guarded regclass;
    begin
      if not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then
        return;
      end if;
      if not exists (select from pg_roles where rolname = '${rowsRole}') then
        begin
          create role ${rowsRole} nologin;
        exception when duplicate_object or unique_violation then
          -- Roles belong to the whole server: another database's set-up made it just now.
          null;
        end;
      end if;
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant ${rowsRole} to %I', current_user);
      end if;
      execute format('grant usage on schema %I to ${rowsRole}', current_schema());
      for guarded in
        select oid from pg_class
        where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relrowsecurity
      loop
        execute format('grant select, insert, update, delete on %s to ${rowsRole}', guarded);
      end loop;
    end $$`)
}
