import { migrate } from "../server/database/migrate.ts"
import type { Database } from "../server/database/database.ts"
import { openPgDatabase } from "../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../server/database/pgliteDatabase.ts"
import { makeChunk, type Chunk } from "../server/tables/chunks/chunk.ts"
import { knowledgeIn, type Knowledge } from "../server/knowledge/knowledge.ts"
import type { SearchSide } from "../server/knowledge/search/searchChunks.ts"
import { vectorText } from "../server/knowledge/index/vectorText.ts"
import { builtInEmbedder } from "../server/models/builtInEmbedder.ts"
import { freshPostgres, hasPostgres } from "../test/support/freshPostgres.ts"
import { percentile } from "./percentile.ts"

const owner = { tenantId: "bench", userId: "bench" }
const signal = new AbortController().signal
const chunksOfASheet = 250
/** Half of the chunks in one workbook, half in many. */
const workbooks = [{ workbookId: "large", sheets: 200 }].concat(
  Array.from({ length: 50 }, (_, at) => ({ workbookId: `small ${at}`, sheets: 4 })),
)
const queryCount = 60
const candidates = 64

/** `npm run bench search`: 100,000 chunks searched by words, by vectors and by both, in PGlite and in the PostgreSQL of TEST_DATABASE_URL. */
export async function searchBench(): Promise<void> {
  await benchIn("PGlite", await openPgliteDatabase(undefined))
  if (!hasPostgres()) return
  const postgres = await freshPostgres()
  try {
    await benchIn("PostgreSQL", await openPgDatabase(postgres.url))
  } finally {
    await postgres.drop()
  }
}

async function benchIn(name: string, database: Database): Promise<void> {
  await migrate(database)
  const open = (): Knowledge => knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: rethrow })
  const count = chunksOfASheet * workbooks.reduce((sum, { sheets }) => sum + sheets, 0)
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  await fill(open())
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpu)
  console.log(`\nSearch over ${count.toLocaleString("en-US")} chunks in ${name} (target: fused p95 < 50 ms)`)
  console.log(
    `  indexed at ${Math.round(count / seconds).toLocaleString("en-US")} chunks/s, ${Math.round((user + system) / count)} µs of this process each`,
  )
  const random = randomFrom(7)
  const queries = Array.from({ length: queryCount }, () => Array.from({ length: 6 }, () => word(random)).join(" "))
  const all = workbooks.map(({ workbookId }) => ({ workbookId }))
  for (const [where, searched] of [
    [`all ${workbooks.length} workbooks`, all],
    ["one workbook of 200 sheets", all.slice(0, 1)],
  ] as const)
    for (const side of ["lexical", "vector", "fused"] as const) {
      const knowledge = open()
      const search = (query: string): Promise<number> =>
        timed(() => knowledge.search({ owner, workbooks: searched }, query, { limit: 10, side }, signal))
      const cold = await search("unheard of")
      const fresh = await inTurn(queries, search)
      const known = await inTurn(queries, search)
      print(`${side}, ${where}`, cold, fresh, known)
    }
  await recall(database, open(), queries, all)
  await database.close()
}

/** First search of a process; searches for words nobody has asked for; the same again. */
function print(name: string, cold: number, fresh: readonly number[], known: readonly number[]): void {
  const two = (times: readonly number[]): string =>
    `p50 ${percentile(times, 0.5).toFixed(1).padStart(6)}  p95 ${percentile(times, 0.95).toFixed(1).padStart(6)} ms`
  console.log(
    `  ${name.padEnd(38)} first ${cold.toFixed(0).padStart(5)} ms   new words ${two(fresh)}   known words ${two(known)}`,
  )
}

/** How many of the ten nearest by exact cosine are among our candidates, beside the time of pgvector's exact scan. */
async function recall(
  database: Database,
  knowledge: Knowledge,
  queries: readonly string[],
  searched: readonly { readonly workbookId: string }[],
): Promise<void> {
  const times: number[] = []
  let found = 0
  let wanted = 0
  for (const query of queries.slice(0, 20)) {
    const [vector = new Float32Array()] = await builtInEmbedder.embed([query], signal)
    const startedAt = performance.now()
    const exact = await database.asOwner(owner, ({ unscoped: rows }) =>
      rows.query<{ hash: string }>(
        "select hash from chunks where tenant_id = $1 and user_id = $2 order by embedding <=> $3::halfvec limit 10",
        [owner.tenantId, owner.userId, vectorText(vector)],
      ),
    )
    times.push(performance.now() - startedAt)
    const side: SearchSide = "vector"
    const ours = await knowledge.search(
      { owner, workbooks: searched },
      query,
      { limit: candidates, side, threshold: 0 },
      signal,
    )
    const hashes = new Set(ours.map(({ hash }) => hash))
    found += exact.filter(({ hash }) => hashes.has(hash)).length
    wanted += exact.length
  }
  console.log(
    `  peer: pgvector's exact scan of all vectors       p50 ${percentile(times, 0.5).toFixed(1).padStart(6)}  p95 ${percentile(times, 0.95).toFixed(1).padStart(6)} ms`,
  )
  console.log(`  of its ten nearest, among our ${candidates} by vector: ${((100 * found) / wanted).toFixed(1)} %`)
}

async function fill(knowledge: Knowledge): Promise<void> {
  const random = randomFrom(1)
  for (const { workbookId, sheets } of workbooks)
    for (let at = 0; at < sheets; at++) {
      const sheet = `${word(random)} ${at}`
      await knowledge.index({ owner, workbookId, sheet }, chunksOf(sheet, random), signal, "r1")
    }
}

async function* chunksOf(sheet: string, random: () => number): AsyncGenerator<readonly Chunk[]> {
  let table: { address: string; title: string; columns: string[] } | undefined
  for (let from = 0; from < chunksOfASheet; from += 25) {
    table = {
      address: `A${from * 10 + 1}:F${from * 10 + 250}`,
      title: words(random, 4),
      columns: Array.from({ length: 6 }, () => word(random)),
    }
    const { address, title, columns } = table
    yield await Promise.resolve(
      Array.from({ length: 25 }, (_, at) => {
        const row = (from + at) * 10 + 1
        const lines = Array.from(
          { length: 10 },
          (_, line) =>
            `Row ${row + line}: ${columns.map((column) => `${column}: ${random() < 0.5 ? word(random) : Math.floor(random() * 10_000)}`).join("; ")}`,
        )
        return makeChunk({
          type: at === 0 ? "header" : "data",
          sheet,
          address: `A${row}:F${row + 9}`,
          tableAddress: address,
          table: null,
          title,
          columns,
          content: [`Sheet ${sheet}, rows of table ${address}`, ...lines].join("\n"),
          figures: [],
        })
      }),
    )
  }
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

const syllables = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu".split(" ")

/** One of 160,000 words, few of them common, as in texts. */
function word(random: () => number): string {
  let rank = Math.floor(160_000 ** random())
  let text = ""
  for (let at = 0; at < 4; at++) {
    text += syllables[rank % syllables.length] ?? ""
    rank = Math.floor(rank / syllables.length)
  }
  return text
}

const words = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => word(random)).join(" ")

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function inTurn(queries: readonly string[], search: (query: string) => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (const query of queries) times.push(await search(query))
  return times
}

function rethrow(error: unknown): never {
  throw error
}
