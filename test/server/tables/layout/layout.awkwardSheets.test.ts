import assert from "node:assert/strict"
import { describeNotes, describeTable, sheetOf } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { awkwardSheets } from "../../../../eval/awkwardSheets/awkwardSheets.ts"
import { readLayout } from "../../../../server/tables/layout/readLayout.ts"

describe("the layout of awkward sheets", () => {
  for (const sheet of awkwardSheets)
    it(`reads ${sheet.name}`, () => {
      const layout = readLayout(sheetOf(sheet))
      assert.deepEqual(layout.tables.map(describeTable), sheet.tables)
      assert.deepEqual(describeNotes(layout), sheet.notes ?? [])
    })
})
