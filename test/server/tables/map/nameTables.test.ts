import assert from "node:assert/strict"
import { nameTables } from "../../../../server/tables/map/nameTables.ts"
import { mapOf } from "./mapOf.ts"

const rows = [
  ["Item", "Qty"],
  ["Pen", 1],
  ["Ink", 2],
]

describe("nameTables", () => {
  it("names tables as Excel does, by their titles, else by their sheets", () => {
    const titled = [["Stock of pens"], [], ...rows]
    const defined = {
      rows,
      definitions: { tables: [{ name: "tblPay", address: "A1:B3", hasHeader: true, hasTotals: false }] },
    }
    const named = nameTables([mapOf({ Plain: { rows }, Titled: { rows: titled }, Defined: defined })])
    assert.deepEqual(
      named.map(({ name }) => name),
      ["Plain", "Stock of pens", "tblPay"],
    )
  })

  it("numbers names that collide without case, over sheets and workbooks, and leaves Excel's own as they are", () => {
    const own = {
      rows,
      definitions: { tables: [{ name: "orders", address: "A1:B3", hasHeader: true, hasTotals: false }] },
    }
    const first = mapOf({ Orders: { rows }, "ORDERS 2": { rows } })
    const second = mapOf({ Other: own })
    assert.deepEqual(
      nameTables([first, second]).map(({ name }) => name),
      ["Orders 2", "ORDERS 2 2", "orders"],
    )
  })

  it("makes a name for SQL of any title", () => {
    const titled = [['Sales\n"best"\u0000 of\u202e all'], [], ...rows]
    assert.deepEqual(
      nameTables([mapOf({ A: { rows: titled } })]).map(({ name }) => name),
      ["Sales 'best' of all"],
    )
  })
})
