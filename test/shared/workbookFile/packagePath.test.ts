import assert from "node:assert/strict"
import { relationsPath, targetPath } from "../../../shared/workbookFile/packagePath.ts"

describe("packagePath", () => {
  it("finds the list of relations beside a part", () => {
    assert.equal(relationsPath("xl/worksheets/sheet1.xml"), "xl/worksheets/_rels/sheet1.xml.rels")
    assert.equal(relationsPath(""), "_rels/.rels")
  })

  it("resolves targets from the part's folder, from the root, and with backslashes", () => {
    assert.equal(targetPath("xl/worksheets/sheet1.xml", "../tables/table1.xml"), "xl/tables/table1.xml")
    assert.equal(targetPath("xl/workbook.xml", "/xl/styles.xml"), "xl/styles.xml")
    assert.equal(targetPath("xl/workbook.xml", ".\\worksheets\\sheet1.xml"), "xl/worksheets/sheet1.xml")
    assert.equal(targetPath("", "xl/workbook.xml"), "xl/workbook.xml")
  })
})
