import assert from "node:assert/strict"
import { storeSheet } from "../../../addin/sync/storeSheet.ts"
import type { ReadBlock } from "../../../addin/sync/syncExcel.ts"
import { TrackedSheet } from "../../../addin/sync/trackedSheet.ts"
import { formatArea, type Area } from "../../../shared/address.ts"
import { blocksOf } from "../../../shared/block.ts"
import { sheetDefinitionsSchema } from "../../../shared/workbookMap.ts"
import { MemoryServer } from "./memoryServer.ts"

describe("storeSheet", () => {
  it("stores the first rows of a sheet with too many blocks, and says which", async () => {
    const server = new MemoryServer()
    await server.putWorkbook("w1", {
      name: "Wide.xlsx",
      names: [],
      sheets: [{ sheetId: "s1", name: "Wide", position: 0, visibility: "visible" }],
    })
    // 1,000 blocks beside each other, seventeen times: 16,384 of them fit.
    const used: Area = { row: 0, column: 0, rowCount: 17 * 1024, columnCount: 16_000 }
    const read = (area: Area): ReadBlock => ({
      area,
      content: { worksheet: "s1", address: formatArea(area), values: [[area.row]], numberFormats: [["General"]] },
      calculated: false,
    })
    const unused = (): never => assert.fail("not called")
    const left = await storeSheet({
      excel: {
        outline: unused,
        describe: unused,
        findBlocks: unused,
        watch: unused,
        stop: unused,
        readBlocks: (_sheetId, areas) => Promise.resolve(areas.map(read)),
      },
      server,
      workbookId: "w1",
      sheet: new TrackedSheet("s1"),
      name: "Wide",
      description: { used, definitions: sheetDefinitionsSchema.parse({}), notes: [] },
      blocks: [...blocksOf(used)],
      call: { signal: new AbortController().signal, onSlow: () => undefined },
      onStep: () => undefined,
    })
    const note =
      "Wide is too large to be included as a whole: its first 16,384 rows are, what is below is left out at least in part."
    assert.deepEqual(left, [note])
    assert.deepEqual(server.sheets.get("s1")?.notes, [note])
    assert.equal(server.sheets.get("s1")?.blocks.length, 16_384)
  })
})
