import assert from "node:assert/strict"
import { formatArea, parseAddress } from "../../../shared/address.ts"
import { findPlace, placeNames } from "../../../playground/page/findPlace.ts"
import { createWorkbook } from "../../../playground/workbook/createWorkbook.ts"

const workbook = createWorkbook({
  sheets: [
    {
      name: "Orders",
      rows: [
        ["Region", "Units"],
        ["West", 3],
      ],
    },
    { name: "It's 2026", rows: [] },
  ],
})
const [orders, other] = workbook.sheets
workbook.addTable(orders!.id, parseAddress("A1:B2"), true, "Sales")
const name = { scope: null, visible: true, comment: "" }
workbook.addName({ ...name, name: "Rate", formula: "='It''s 2026'!$B$2" })
workbook.addName({ ...name, name: "Half", formula: "=0.5" })

const place = (text: string): string | undefined => {
  const found = findPlace(workbook, text)
  return found && `${workbook.sheetById(found.sheetId)?.name} ${formatArea(found.area)}`
}

describe("findPlace", () => {
  it("understands addresses on this sheet and on others", () => {
    assert.equal(place("b7"), "Orders B7")
    assert.equal(place(" $A$1:C3 "), "Orders A1:C3")
    assert.equal(place("'It''s 2026'!D4"), "It's 2026 D4")
    assert.equal(place("C:C"), "Orders C1:C1048576")
  })

  it("understands defined names and tables, whatever the case", () => {
    assert.equal(place("rate"), "It's 2026 B2")
    assert.equal(place("SALES"), "Orders A2:B2")
  })

  it("finds nothing for anything else", () => {
    for (const text of ["", "Nope!A1", "A0", "XFE1", "Half", "=A1", "Orders!", "!A1"])
      assert.equal(place(text), undefined)
  })
})

describe("placeNames", () => {
  it("lists names that lead to cells", () => {
    assert.deepEqual(placeNames(workbook), ["Rate", "Sales"])
    assert.equal(other!.name, "It's 2026")
  })
})
