import assert from "node:assert/strict"
import { workbookId } from "../../../addin/excel/workbookId.ts"

/** What a document's settings keep. */
function setting(kept?: unknown) {
  return {
    read: () => kept,
    write: (value: unknown) => {
      kept = value
    },
  }
}

describe("workbookId", () => {
  const open = (url: string | null): void =>
    void Object.assign(globalThis, { Office: { context: { document: { url } } } })
  afterEach(() => void Reflect.deleteProperty(globalThis, "Office"))

  it("is the same for the same address, another one for another, and does not show it", async () => {
    open("https://contoso.sharepoint.com/Sales.xlsx")
    const sales = await workbookId(setting())
    assert.equal(sales, "6zWzxCzLMITW_kNfNUXhmNCdhhD6ZVX9")
    assert.equal(await workbookId(setting("kept from before it was saved")), sales)
    open("https://contoso.sharepoint.com/Copy%20of%20Sales.xlsx")
    assert.notEqual(await workbookId(setting()), sales)
  })

  it("is made up and kept in a workbook that was never saved", async () => {
    open(null)
    const kept = setting()
    const id = await workbookId(kept)
    assert.match(id, /^[\w-]{36}$/)
    assert.equal(await workbookId(kept), id)
    assert.notEqual(await workbookId(setting()), id)
    assert.match(await workbookId(setting("no id at all: \u0000")), /^[\w-]{36}$/)
  })
})
