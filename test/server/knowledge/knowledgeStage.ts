import assert from "node:assert/strict"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import { knowledgeIn, type Knowledge } from "../../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import type { Embedder } from "../../../server/models/embedder.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"
import { ann, signal } from "../../support/indexedChunks.ts"

export const place = (over: { owner?: typeof ann; workbookId?: string; sheet?: string } = {}) => ({
  owner: ann,
  workbookId: "w1",
  sheet: "Orders",
  ...over,
})

/** One sheet's place as what is searched. */
export const whole = (at = place(), sheets?: readonly string[]) => ({
  owner: at.owner,
  workbooks: [{ workbookId: at.workbookId, sheets }],
})

type SearchOptions = Parameters<Knowledge["search"]>[2]

export interface KnowledgeStage {
  /** From the first test on. */
  readonly database: Database
  readonly knowing: (embedder: Embedder) => Knowledge
  /** Over the embedder that is built in. */
  readonly built: () => Knowledge
  /** What is found, in the order of the alphabet. */
  readonly contents: (
    query: string,
    options?: Partial<SearchOptions>,
    at?: ReturnType<typeof place>,
    sheets?: readonly string[],
  ) => Promise<string[]>
}

/** A database for the tests of the suite around, empty before each. */
export function knowledgeStage(open: () => Promise<Database>): KnowledgeStage {
  let database: Database
  before(async () => {
    database = await open()
    await migrate(database)
  })
  after(() => database.close())
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from indexed_sheets; delete from sessions")))

  const knowing = (embedder: Embedder) => knowledgeIn({ database, embedder, onEmbedderFailure: assert.ifError })
  const built = () => knowing(builtInEmbedder)
  return {
    get database() {
      return database
    },
    knowing,
    built,
    contents: async (query, options = {}, at = place(), sheets) =>
      (await built().search(whole(at, sheets), query, { limit: 10, ...options }, signal))
        .map(({ content }) => content)
        .sort(),
  }
}

/** The same tests over PGlite and, where there is one, over PostgreSQL in both roles. */
export function overEveryDatabase(title: string, contract: (open: () => Promise<Database>) => void): void {
  describe(`${title} over PGlite`, function () {
    contract(() => openPgliteDatabase(undefined))
  })

  for (const user of ["url", "superuserUrl"] as const)
    describe(`${title} over PostgreSQL as ${user === "url" ? "a role of little rights" : "a superuser"}`, function () {
      let postgres: FreshPostgres | undefined
      before(function () {
        if (!hasPostgres()) this.skip()
      })
      after(() => postgres?.drop())
      // Of its own, so that it is skipped with its hooks.
      describe("with our tables", () =>
        contract(async () => {
          postgres = await freshPostgres()
          return openPgDatabase(postgres[user])
        }))
    })
}
