import assert from "node:assert/strict"
import type { WorkbookAnalyzer } from "../../../server/analysis/workbookAnalysis.ts"
import type { Database } from "../../../server/database/database.ts"
import { knowledgeIn, type Knowledge } from "../../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../../server/models/builtInEmbedder.ts"
import { createLog } from "../../../server/telemetry/log.ts"
import { prepareWorkbook } from "../../../server/workbooks/prepareWorkbook.ts"
import { workbooksIn, type StoredWorkbooks } from "../../../server/workbooks/storedWorkbooks.ts"
import { AppError } from "../../../shared/errors.ts"
import { noAnalyzer, sharedDatabase } from "../../support/startTestServer.ts"

const never = new AbortController().signal
const log = createLog("silent")
const layout = {
  tables: [],
  texts: [],
  formulas: [],
  counts: { number: 0, date: 0, text: 0, boolean: 0, error: 0 },
  sum: 0,
  notes: [],
}
const definitions = { tables: [], autoFilter: null, merged: [], hidden: [], charts: [], pivots: [] }

/** Every sheet is empty. */
const analyzer: WorkbookAnalyzer = {
  ...noAnalyzer.workbooks,
  layout: () => Promise.resolve(layout),
  async *chunks() {
    await Promise.resolve()
    yield []
  },
}

describe("prepareWorkbook", () => {
  let database: Database
  let stored: StoredWorkbooks
  let knowledge: Knowledge
  let made = 0
  before(async () => {
    database = await sharedDatabase()
    stored = workbooksIn(database)
    knowledge = knowledgeIn({ database, embedder: builtInEmbedder, onEmbedderFailure: () => undefined })
  })

  async function storeWorkbook(...names: string[]) {
    const place = { owner: { tenantId: "prepare", userId: "ann" }, workbookId: `w${++made}` }
    const sheets = names.map((name, position) => ({ sheetId: name, name, position, visibility: "visible" as const }))
    await stored.putWorkbook(place, "pane", { name: "Book", names: [], sheets })
    for (const { sheetId } of sheets)
      await stored.putSheet(place, sheetId, { usedRange: null, definitions, blocks: [], notes: [] })
    return place
  }
  const statesOf = async (place: Parameters<StoredWorkbooks["read"]>[0]) =>
    (await stored.read(place))?.sheets.map(({ name, index, problem }) => [name, index, problem])

  it("marks what an embedder that is away leaves undone, goes on with the others, and is to be tried again", async () => {
    const place = await storeWorkbook("A", "B")
    const away = new AppError("model_unavailable", "The model service cannot be reached.")
    const index: Knowledge["index"] = (sheet, ...rest) =>
      sheet.sheet === "A" ? Promise.reject(away) : knowledge.index(sheet, ...rest)
    await assert.rejects(
      prepareWorkbook({ stored, analyzer, knowledge: { ...knowledge, index }, log }, place, never),
      away,
    )
    assert.deepEqual(await statesOf(place), [
      ["A", "failed", "The model service cannot be reached."],
      ["B", "indexed", null],
    ])
    await prepareWorkbook({ stored, analyzer, knowledge, log }, place, never)
    assert.deepEqual(await statesOf(place), [
      ["A", "indexed", null],
      ["B", "indexed", null],
    ])
  })

  it("tells why a sheet could not be looked at", async () => {
    const place = await storeWorkbook("A", "B")
    const refusing: WorkbookAnalyzer = {
      ...analyzer,
      layout: (_home, { name }) =>
        name === "B"
          ? Promise.reject(new AppError("range_too_large", "The sheet B is too large."))
          : Promise.resolve(layout),
    }
    await prepareWorkbook({ stored, analyzer: refusing, knowledge, log }, place, never)
    assert.deepEqual(await statesOf(place), [
      ["A", "indexed", null],
      ["B", "failed", "The sheet B is too large."],
    ])
  })

  it("leaves nothing in the index of a workbook that was deleted meanwhile", async () => {
    const place = await storeWorkbook("A")
    const index: Knowledge["index"] = async (...sheet) => {
      await stored.delete(place)
      await knowledge.forget(place)
      return knowledge.index(...sheet)
    }
    await prepareWorkbook({ stored, analyzer, knowledge: { ...knowledge, index }, log }, place, never)
    const left = await database.asMaintenance((rows) =>
      rows.query("select sheet from indexed_sheets where tenant_id = 'prepare' and workbook_id = $1", [
        place.workbookId,
      ]),
    )
    assert.deepEqual(left, [])
  })
})
