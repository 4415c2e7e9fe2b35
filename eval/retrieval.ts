import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { migrate } from "../server/database/migrate.ts"
import { openPgliteDatabase } from "../server/database/pgliteDatabase.ts"
import type { Chunk } from "../server/tables/chunks/chunk.ts"
import { knowledgeIn } from "../server/knowledge/knowledge.ts"
import type { SearchSide } from "../server/knowledge/search/searchChunks.ts"
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
console.log("                                              all questions            chosen on          held out")
console.log("                                           R@1   R@10    MRR      R@1   R@10      R@1   R@10")

/** Weights were chosen by looking at one half of the questions only; the other half says whether they hold. */
const isHeldOut = (question: string): boolean => ((createHash("sha256").update(question).digest()[0] ?? 0) & 1) === 1

/** `find` gives tables, best first, a table perhaps more than once. */
async function report(
  name: string,
  find: (question: string) => Promise<readonly (string | undefined)[]>,
): Promise<void> {
  const ranks: { readonly rank: number; readonly heldOut: boolean }[] = []
  for (const { question, table } of questions)
    ranks.push({ rank: [...new Set(await find(question))].indexOf(table), heldOut: isHeldOut(question) })
  const chosen = ranks.filter(({ heldOut }) => !heldOut)
  const heldOut = ranks.filter((each) => each.heldOut)
  const within = (some: typeof ranks, places: number): string => {
    const found = some.filter(({ rank }) => rank >= 0 && rank < places).length
    return ((100 * found) / some.length).toFixed(1).padStart(6)
  }
  const both = (some: typeof ranks): string => `${within(some, 1)} ${within(some, 10)}`
  const reciprocal = ranks.reduce((sum, { rank }) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / ranks.length
  console.log(`${name.padEnd(40)} ${both(ranks)}   ${reciprocal.toFixed(3)}   ${both(chosen)}   ${both(heldOut)}`)
}

const bySide = (side: SearchSide) => async (question: string) => {
  const options = { limit: looked, threshold: 0, side }
  const found = await knowledge.search({ owner, workbooks: [{ workbookId: "eval" }] }, question, options, signal)
  return found.map(({ sheet, tableAddress }) => places.get(`${sheet}!${tableAddress ?? ""}`))
}

console.log(`${"documented: plain BM25".padEnd(40)}   74.0   89.7   0.796`)
const texts = tables.map(({ id, title, section, header }) => [id, [title, section, ...header].join(" ")] as const)
// The same recipe as was documented, as near as can be told: a word that a question repeats counts again.
const repeating = plainBm25(texts, true)
await report("baseline: plain BM25", (question) => Promise.resolve(repeating(question)))
const plain = plainBm25(texts, false)
await report("baseline: each word of a question once", (question) => Promise.resolve(plain(question)))
await report("lexical", bySide("lexical"))
await report("vector (built-in embedder)", bySide("vector"))
await report("fused", bySide("fused"))
await database.close()
