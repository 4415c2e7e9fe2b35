import type { Database } from "../database/database.ts"
import { appendMessage, findAnswer, readContext, readHistory } from "./messages.ts"
import { createSession, listSessions, requireSession } from "./sessions.ts"

type Rest<F> = F extends (database: Database, ...rest: infer A) => infer R ? (...rest: A) => R : never

/** What was said, over one database: for those who ask and answer and need not know where it is kept. */
export interface Conversations {
  readonly create: Rest<typeof createSession>
  readonly list: Rest<typeof listSessions>
  readonly require: Rest<typeof requireSession>
  readonly history: Rest<typeof readHistory>
  readonly append: Rest<typeof appendMessage>
  readonly context: Rest<typeof readContext>
  readonly findAnswer: Rest<typeof findAnswer>
}

export const conversationsIn = (database: Database): Conversations => ({
  create: (...rest) => createSession(database, ...rest),
  list: (...rest) => listSessions(database, ...rest),
  require: (...rest) => requireSession(database, ...rest),
  history: (...rest) => readHistory(database, ...rest),
  append: (...rest) => appendMessage(database, ...rest),
  context: (...rest) => readContext(database, ...rest),
  findAnswer: (...rest) => findAnswer(database, ...rest),
})
