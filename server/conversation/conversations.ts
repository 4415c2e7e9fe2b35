import type { Owner } from "../auth/owner.ts"
import type { Database, Queries } from "../database/database.ts"
import { appendMessage, findAnswer, readContext, readHistory } from "./messages.ts"
import { createSession, listSessions, requireSession } from "./sessions.ts"

type AsOwner<F> = F extends (rows: Queries, owner: Owner, ...rest: infer A) => infer R
  ? (owner: Owner, ...rest: A) => R
  : never

/** What was said, over one database: for those who ask and answer and need not know where it is kept. */
export interface Conversations {
  readonly create: AsOwner<typeof createSession>
  readonly list: AsOwner<typeof listSessions>
  readonly require: AsOwner<typeof requireSession>
  readonly history: AsOwner<typeof readHistory>
  readonly append: AsOwner<typeof appendMessage>
  readonly context: AsOwner<typeof readContext>
  readonly findAnswer: AsOwner<typeof findAnswer>
}

export function conversationsIn(database: Database): Conversations {
  const asOwner =
    <A extends readonly unknown[], R>(work: (rows: Queries, owner: Owner, ...rest: A) => Promise<R>) =>
    (owner: Owner, ...rest: A): Promise<R> =>
      database.asOwner(owner, (rows) => work(rows, owner, ...rest))
  return {
    create: asOwner(createSession),
    list: asOwner(listSessions),
    require: asOwner(requireSession),
    history: asOwner(readHistory),
    append: asOwner(appendMessage),
    context: asOwner(readContext),
    findAnswer: asOwner(findAnswer),
  }
}
