import assert from "node:assert/strict"
import { documentSetting } from "../../../addin/excel/documentSetting.ts"
import { excelInNode, type OpenedExcel } from "./excelInNode.ts"

describe("documentSetting", () => {
  let excel: OpenedExcel
  beforeEach(async () => {
    excel = await excelInNode([{ name: "Orders", rows: [[1]] }])
  })
  afterEach(() => excel.close())

  it("keeps a value in the document and gives it back", async () => {
    const setting = documentSetting("sheets", (error) => assert.ifError(error))
    assert.equal(setting.read(), null)
    setting.write(["Orders"])
    assert.deepEqual(setting.read(), ["Orders"])
    for (let turn = 0; turn < 100 && !excel.workbook.settings.has("sheets"); turn++)
      await new Promise((resolve) => setTimeout(resolve, 5))
    assert.deepEqual(excel.workbook.settings.get("sheets"), ["Orders"])
  })
})
