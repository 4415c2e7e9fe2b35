import assert from "node:assert/strict"
import { workbookId } from "../../../addin/excel/workbookId.ts"
import { olderExcel } from "../../../playground/host/requirementSets.ts"
import type { OfficeInNodeOptions } from "../../support/officeInNode.ts"
import { excelInNode } from "./excelInNode.ts"

const rethrow = (error: unknown): void => {
  throw error
}

/** Opens a document that holds these properties, asks for its id, and tells what it holds then. */
async function open(
  documentUrl: string,
  properties: ReadonlyMap<string, unknown> = new Map(),
  sets?: OfficeInNodeOptions,
) {
  const excel = await excelInNode([{ name: "Orders", rows: [] }], { documentUrl, ...sets })
  try {
    for (const [key, value] of properties) excel.workbook.customProperties.set(key, String(value))
    return { id: await workbookId(rethrow), properties: new Map(excel.workbook.customProperties) }
  } finally {
    excel.close()
  }
}

const sales = "https://contoso.sharepoint.com/Sales.xlsx"

describe("workbookId", () => {
  it("is kept in the document's properties, and the same for everybody who opens it", async () => {
    const first = await open(sales)
    assert.match(first.id, /^[\w-]{32}$/)
    assert.deepEqual([...first.properties.values()], [first.id])
    assert.equal((await open(sales)).id, first.id)
    assert.equal((await open(sales, new Map([...first.properties.keys()].map((key) => [key, "kept-1"])))).id, "kept-1")
  })

  it("is another one for a copy, and still the same for the original", async () => {
    const original = await open("C:\\Users\\ann\\Sales.xlsx")
    const copy = await open("C:\\Users\\ann\\Copy of Sales.xlsx", original.properties)
    assert.notEqual(copy.id, original.id)
    assert.equal((await open("C:\\Users\\ann\\Copy of Sales.xlsx", copy.properties)).id, copy.id)
    assert.equal((await open("C:\\Users\\ann\\Sales.xlsx", original.properties)).id, original.id)
  })

  it("is another one for another document of the same path on another computer", async () => {
    assert.notEqual((await open("C:\\Sales.xlsx")).id, (await open("C:\\Sales.xlsx")).id)
  })

  it("stays when a workbook is saved for the first time, and not for the copy after that", async () => {
    const unsaved = await open("")
    const saved = await open(sales, unsaved.properties)
    assert.equal(saved.id, unsaved.id)
    assert.notEqual((await open(`${sales}2`, saved.properties)).id, unsaved.id)
  })

  it("replaces what is no id", async () => {
    const unsaved = await open("", new Map([["ExcelChat.unsaved", "no id at all: \u0000"]]))
    assert.match(unsaved.id, /^[\w-]{36}$/)
    assert.deepEqual([...unsaved.properties.values()], [unsaved.id])
  })

  it("is made of the address in an Excel without such properties", async () => {
    const { id, properties } = await open(sales, undefined, { requirementSets: olderExcel("1.6") })
    assert.deepEqual([id, properties.size], [(await open(sales)).id, 0])
  })
})
