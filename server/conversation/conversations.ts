import type { Owner } from "../auth/owner.ts"
import type { Database } from "../database/database.ts"
import type { OwnerQueries } from "../database/ownerQueries.ts"
import { listSessions } from "./listSessions.ts"
import { appendMessage, clearHistory, findAnswer, readContext, readHistory } from "./messages.ts"
import { createSession, deleteSession, lastSession, renameSession, requireSession } from "./sessions.ts"

type AsOwner<F> = F extends (rows: OwnerQueries, ...rest: infer A) => infer R ? (owner: Owner, ...rest: A) => R : never

/** What was said, over one database: for those who ask and answer and need not know where it is kept. */
export interface Conversations {
  readonly create: AsOwner<typeof createSession>
  readonly list: AsOwner<typeof listSessions>
  readonly require: AsOwner<typeof requireSession>
  readonly last: AsOwner<typeof lastSession>
  readonly rename: AsOwner<typeof renameSession>
  readonly delete: AsOwner<typeof deleteSession>
  readonly history: AsOwner<typeof readHistory>
  readonly clear: AsOwner<typeof clearHistory>
  readonly append: AsOwner<typeof appendMessage>
  readonly context: AsOwner<typeof readContext>
  readonly findAnswer: AsOwner<typeof findAnswer>
}

export function conversationsIn(database: Database): Conversations {
  const asOwner =
    <A extends readonly unknown[], R>(work: (rows: OwnerQueries, ...rest: A) => Promise<R>) =>
    (owner: Owner, ...rest: A): Promise<R> =>
      database.asOwner(owner, (rows) => work(rows, ...rest))
  return {
    create: asOwner(createSession),
    list: asOwner(listSessions),
    require: asOwner(requireSession),
    last: asOwner(lastSession),
    rename: asOwner(renameSession),
    delete: asOwner(deleteSession),
    history: asOwner(readHistory),
    clear: asOwner(clearHistory),
    append: asOwner(appendMessage),
    context: asOwner(readContext),
    findAnswer: asOwner(findAnswer),
  }
}
