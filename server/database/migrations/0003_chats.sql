-- The workbook that the chat is about, as the pane names it.
alter table sessions add column workbook_id text;

-- No title until the first question, or the owner, gives one. What the owner chose survives the clearing of the history.
alter table sessions alter column title drop not null;
alter table sessions add column named boolean not null default false;
update sessions set title = null where not titled;
alter table sessions drop column titled;

create index sessions_last_used on sessions (tenant_id, user_id, updated_at, session_id);

-- What search compares: see foldText.ts. A copy, because PostgreSQL cannot make text of every body.
alter table sessions add column folded_title text not null default '';
update sessions set folded_title = lower(title) where title is not null;
alter table messages add column folded_content text not null default '';
do $$
declare message record;
begin
  for message in select tenant_id, user_id, session_id, message_id, role, body from messages loop
    begin
      update messages m set folded_content = lower(message.body ->> 'content')
      where (m.tenant_id, m.user_id, m.session_id, m.message_id, m.role)
        = (message.tenant_id, message.user_id, message.session_id, message.message_id, message.role);
    exception when data_exception then
      -- It holds \u0000 or half of a pair, and is not found by its words.
      null;
    end;
  end loop;
end $$;
