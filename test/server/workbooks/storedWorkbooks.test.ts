import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { blockText } from "../../../shared/block.ts"
import type { SheetContent } from "../../../shared/sync.ts"
import type { SheetLayout } from "../../../shared/workbookMap.ts"
import type { CellValue } from "../../../shared/cell.ts"
import type { Database } from "../../../server/database/database.ts"
import { migrate } from "../../../server/database/migrate.ts"
import { openPgDatabase } from "../../../server/database/pgDatabase.ts"
import { openPgliteDatabase } from "../../../server/database/pgliteDatabase.ts"
import { sweepBlocks } from "../../../server/workbooks/blockStore.ts"
import { workbooksIn, type StoredWorkbooks } from "../../../server/workbooks/storedWorkbooks.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../../support/freshPostgres.ts"

const place = { owner: { tenantId: "t", userId: "ann" }, workbookId: "w1" }
const never = new AbortController().signal

/** A column of cells from A1 down, with its hash. */
function block(...values: CellValue[]): { address: string; hash: string; text: string } {
  const address = `A1:A${values.length}`
  const text = blockText({ worksheet: "any", address, values: values.map((value) => [value]) })
  return { address, text, hash: createHash("sha256").update(text).digest("base64url") }
}

const content = (...blocks: { address: string; hash: string }[]): SheetContent => ({
  usedRange: blocks[0]?.address ?? null,
  definitions: { tables: [], autoFilter: null, merged: [], hidden: [], charts: [], pivots: [] },
  blocks: blocks.map(({ address, hash }) => ({ address, hash })),
  notes: [],
})

const outline = (...names: string[]) => ({
  name: "Budget.xlsx",
  names: [{ name: "Rate", formula: "=0.19", sheet: null }],
  sheets: names.map((name, position) => ({
    sheetId: `{${position}}`,
    name,
    position,
    visibility: "visible" as const,
  })),
})

const layout: SheetLayout = {
  tables: [],
  texts: [{ kind: "note", address: "A1", text: "a\0b" }],
  formulas: [],
  counts: { number: 1, date: 0, text: 0, boolean: 0, error: 0 },
  sum: 5,
  notes: [],
}

async function texts(stored: StoredWorkbooks, hashes: string[]): Promise<string[]> {
  const all: string[] = []
  for await (const text of stored.blocks(place, hashes, never)) all.push(text)
  return all
}

function storedWorkbooksContract(open: () => Promise<Database>): void {
  let database: Database
  let stored: StoredWorkbooks
  before(async () => {
    database = await open()
    await migrate(database)
    stored = workbooksIn(database)
  })
  after(() => database.close())
  afterEach(() => database.asMaintenance((rows) => rows.query("delete from workbooks")))

  it("asks for the blocks it does not have, and stores the sheet once they are here", async () => {
    const [one, two] = [block(1, 2), block("x")]
    await stored.putWorkbook(place, "pane", outline("Orders"))
    assert.deepEqual(await stored.putSheet(place, "{0}", content(one, two)), {
      missing: [one.hash, two.hash],
      revision: null,
    })
    assert.deepEqual((await stored.read(place))?.sheets, [])
    await stored.putBlock(place, one.hash, one.text)
    assert.deepEqual((await stored.putSheet(place, "{0}", content(one, two))).missing, [two.hash])
    await stored.putBlock(place, two.hash, two.text)
    const put = await stored.putSheet(place, "{0}", content(one, two))
    assert.deepEqual(put.missing, [])

    const workbook = await stored.read(place)
    assert.equal(workbook?.name, "Budget.xlsx")
    assert.deepEqual(workbook.names, [{ name: "Rate", formula: "=0.19", sheet: null }])
    const [sheet] = workbook.sheets
    assert.deepEqual(
      [sheet?.name, sheet?.revision, sheet?.layout, sheet?.index],
      ["Orders", put.revision, null, "waiting"],
    )
    assert.deepEqual(await texts(stored, [two.hash, one.hash]), [two.text, one.text])
  })

  it("keeps the revision of a sheet that is put as it is, and changes it with a cell or the name", async () => {
    const [one, two] = [block(1), block(2)]
    await stored.putWorkbook(place, "pane", outline("Orders"))
    for (const { hash, text } of [one, two]) await stored.putBlock(place, hash, text)
    const first = await stored.putSheet(place, "{0}", content(one))
    assert.deepEqual(await stored.putSheet(place, "{0}", content(one)), first)
    const second = await stored.putSheet(place, "{0}", content(two))
    assert.notEqual(second.revision, first.revision)
    await stored.putWorkbook(place, "pane", outline("Sales"))
    const [renamed] = (await stored.read(place))?.sheets ?? []
    assert.equal(renamed?.name, "Sales")
    assert.notEqual(renamed.revision, second.revision)
  })

  it("keeps layout and index state for the revision they were made of only", async () => {
    const [one, two] = [block(1), block(2)]
    await stored.putWorkbook(place, "pane", outline("Orders"))
    for (const { hash, text } of [one, two]) await stored.putBlock(place, hash, text)
    const { revision } = await stored.putSheet(place, "{0}", content(one))
    await stored.saveLayout(place, "{0}", revision ?? "", layout)
    await stored.saveIndexState(place, "{0}", revision ?? "", { state: "indexed", chunkCount: 7 })
    const [sheet] = (await stored.read(place))?.sheets ?? []
    assert.deepEqual([sheet?.layout, sheet?.index, sheet?.chunkCount], [layout, "indexed", 7])

    await stored.putSheet(place, "{0}", content(two))
    await stored.saveLayout(place, "{0}", revision ?? "", layout)
    const [changed] = (await stored.read(place))?.sheets ?? []
    assert.deepEqual([changed?.layout, changed?.index], [null, "waiting"])
  })

  it("drops a sheet that the outline no longer names, and refuses its cells", async () => {
    const one = block(1)
    await stored.putWorkbook(place, "pane", outline("Orders", "Costs"))
    await stored.putBlock(place, one.hash, one.text)
    for (const sheetId of ["{0}", "{1}"]) await stored.putSheet(place, sheetId, content(one))
    await stored.putWorkbook(place, "pane", outline("Orders"))
    assert.deepEqual(
      (await stored.read(place))?.sheets.map(({ name }) => name),
      ["Orders"],
    )
    await assert.rejects(stored.putSheet(place, "{1}", content(one)), { code: "not_found" })
  })

  it("lets two sheets exchange their names", async () => {
    const one = block(1)
    await stored.putWorkbook(place, "pane", outline("Orders", "Costs"))
    await stored.putBlock(place, one.hash, one.text)
    for (const sheetId of ["{0}", "{1}"]) await stored.putSheet(place, sheetId, content(one))
    await stored.putWorkbook(place, "pane", outline("Costs", "Orders"))
    assert.deepEqual(
      (await stored.read(place))?.sheets.map(({ sheetId, name }) => [sheetId, name]),
      [
        ["{0}", "Costs"],
        ["{1}", "Orders"],
      ],
    )
  })

  it("keeps a block that no sheet holds any more for an hour, and not for ever", async () => {
    const [one, two, three] = [block(1), block(2), block(3)]
    await stored.putWorkbook(place, "pane", outline("Orders"))
    for (const { hash, text } of [one, two, three]) await stored.putBlock(place, hash, text)
    await stored.putSheet(place, "{0}", content(one))
    await stored.putSheet(place, "{0}", content(two))
    assert.deepEqual(await texts(stored, [one.hash]), [one.text])
    await twoHoursPass()
    await sweepBlocks(database)
    await assert.rejects(texts(stored, [one.hash]), { code: "not_found" })
    await assert.rejects(texts(stored, [three.hash]), { code: "not_found" })
    assert.deepEqual(await texts(stored, [two.hash]), [two.text])
  })

  it("keeps a block that two sheets held until both have let go of it, and one that is asked for again", async () => {
    const [one, two] = [block(1), block(2)]
    await stored.putWorkbook(place, "pane", outline("Orders", "Copy"))
    for (const { hash, text } of [one, two]) await stored.putBlock(place, hash, text)
    await stored.putSheet(place, "{0}", content(one))
    await stored.putSheet(place, "{1}", content(one))
    await stored.putSheet(place, "{0}", content(two))
    await twoHoursPass()
    await sweepBlocks(database)
    assert.deepEqual(await texts(stored, [one.hash]), [one.text])
    await stored.putWorkbook(place, "pane", outline("Orders"))
    await twoHoursPass()
    // Told that nothing is missing, nobody sends it again.
    await stored.putBlock(place, two.hash, two.text)
    assert.deepEqual((await stored.putSheet(place, "{0}", content(one, block(3)))).missing, [block(3).hash])
    await sweepBlocks(database)
    assert.deepEqual(await texts(stored, [one.hash, two.hash]), [one.text, two.text])
  })

  const twoHoursPass = () =>
    database.asMaintenance((rows) =>
      rows.query("update workbook_blocks set loose_since = loose_since - interval '2 hours'", []),
    )

  it("shows nobody else anything, under the same ids", async () => {
    const one = block(1)
    const bobs = { ...place, owner: { tenantId: "t", userId: "bob" } }
    await stored.putWorkbook(place, "pane", outline("Orders"))
    await stored.putBlock(place, one.hash, one.text)
    await stored.putSheet(place, "{0}", content(one))
    assert.equal(await stored.read(bobs), undefined)
    await assert.rejects(stored.putBlock(bobs, one.hash, one.text), { code: "not_found" })
    await stored.putWorkbook(bobs, "pane", outline("Orders"))
    assert.deepEqual((await stored.putSheet(bobs, "{0}", content(one))).missing, [one.hash])
    await stored.delete(bobs)
    assert.equal((await stored.read(place))?.sheets.length, 1)
  })

  it("deletes everything of a workbook", async () => {
    const one = block(1)
    await stored.putWorkbook(place, "pane", outline("Orders"))
    await stored.putBlock(place, one.hash, one.text)
    await stored.putSheet(place, "{0}", content(one))
    await stored.delete(place)
    const left = await database.asMaintenance((rows) =>
      rows.query("select hash from workbook_blocks union all select sheet_id from workbook_sheets"),
    )
    assert.deepEqual(left, [])
  })
}

describe("stored workbooks", function () {
  describe("in PGlite", () => {
    storedWorkbooksContract(() => openPgliteDatabase(undefined))
  })

  describe("in PostgreSQL", () => {
    let postgres: FreshPostgres | undefined
    before(function () {
      if (!hasPostgres()) this.skip()
    })
    after(() => postgres?.drop())
    // Of its own, so that it is skipped with its hooks.
    describe("with our tables", () =>
      storedWorkbooksContract(async () => openPgDatabase((postgres = await freshPostgres()).url)))
  })
})
