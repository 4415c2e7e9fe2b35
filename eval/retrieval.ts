import { existsSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { migrate } from "../server/database/migrate.ts"
import { openPgliteDatabase } from "../server/database/pgliteDatabase.ts"
import type { Chunk } from "../server/knowledge/chunks/chunk.ts"
import { knowledgeIn } from "../server/knowledge/knowledge.ts"
import type { SearchSide } from "../server/knowledge/searchChunks.ts"
import { builtInEmbedder } from "../server/models/builtInEmbedder.ts"
import { plainBm25 } from "./retrieval/plainBm25.ts"
import { tablesAsSheets, type RetrievalTable } from "./retrieval/tablesAsSheets.ts"

/**
 * `npm run eval:retrieval`: how well the right table of thousands is found for a question, by our chunks, terms, vectors and
 * fusion as the server uses them, beside plain BM25 over title, section and header.
 */
const folder = "../shared/data"
const tablesFile = `${folder}/retrieval-tables.jsonl.gz`
const questionsFile = `${folder}/retrieval-questions.json`
/** Found pieces that are looked through for the table; several may be of one table. */
const looked = 60

interface Question {
  readonly question: string
  readonly table: string
}

if (!existsSync(tablesFile)) {
  console.log(`Skipped: ${tablesFile} is not there.`)
  process.exit(0)
}

const tables = gunzipSync(readFileSync(tablesFile))
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as RetrievalTable)
const questions = JSON.parse(readFileSync(questionsFile, "utf8")) as Question[]
const signal = new AbortController().signal
const owner = { tenantId: "eval", userId: "eval" }

const database = await openPgliteDatabase(undefined)
await migrate(database)
const knowledge = knowledgeIn({
  database,
  embedder: builtInEmbedder,
  onEmbedderFailure: (error) => {
    throw error
  },
})

async function* inOneGo(chunks: readonly Chunk[]): AsyncGenerator<readonly Chunk[]> {
  for (let from = 0; from < chunks.length; from += 32) yield await Promise.resolve(chunks.slice(from, from + 32))
}

const places = new Map<string, string>()
let count = 0
const startedAt = performance.now()
for (const { sheet, chunks, tableAt } of tablesAsSheets(tables)) {
  for (const [address, id] of tableAt) places.set(`${sheet}!${address}`, id)
  count += chunks.length
  await knowledge.index({ owner, workbookId: "eval", sheet }, inOneGo(chunks), signal, "r1")
}
const seconds = (performance.now() - startedAt) / 1000
console.log(
  `${tables.length} tables, ${questions.length} questions, ${count} chunks, cut and indexed in ${seconds.toFixed(1)} s\n`,
)
console.log("                                          R@1    R@10    MRR")

/** Where the right table stands among the tables found, from zero; -1 when it was not found. */
async function report(
  name: string,
  find: (question: string) => Promise<readonly (string | undefined)[]>,
): Promise<void> {
  let first = 0
  let ten = 0
  let reciprocal = 0
  for (const { question, table } of questions) {
    const rank = [...new Set(await find(question))].indexOf(table)
    if (rank === 0) first++
    if (rank >= 0 && rank < 10) ten++
    if (rank >= 0) reciprocal += 1 / (rank + 1)
  }
  const percent = (part: number): string => ((100 * part) / questions.length).toFixed(1).padStart(5)
  console.log(`${name.padEnd(40)} ${percent(first)}   ${percent(ten)}   ${(reciprocal / questions.length).toFixed(3)}`)
}

const bySide = (side: SearchSide) => async (question: string) => {
  const options = { limit: looked, threshold: 0, side }
  const found = await knowledge.search({ owner, workbooks: [{ workbookId: "eval" }] }, question, options, signal)
  return found.map(({ sheet, tableAddress }) => places.get(`${sheet}!${tableAddress ?? ""}`))
}

const plain = plainBm25(tables.map(({ id, title, section, header }) => [id, [title, section, ...header].join(" ")]))
await report("baseline: BM25 of title, section, header", (question) => Promise.resolve(plain(question)))
await report("lexical", bySide("lexical"))
await report("vector (built-in embedder)", bySide("vector"))
await report("fused", bySide("fused"))
await database.close()
