import type { PackageFile } from "./packageFile.ts"
import { SheetMarks } from "../book/sheetMarks.ts"
import type { SheetCells } from "../book/sheetCells.ts"
import { CellReader, type CellContext } from "./cellReader.ts"
import { isTrue, readXml, type XmlAttributes } from "./readXml.ts"

/** Reads a worksheet's part: its cells, merged areas, hidden rows and columns and its filter. @throws AppError unreadable_file. */
export async function readSheetPart(
  file: PackageFile,
  path: string,
  context: CellContext,
  cells: SheetCells,
): Promise<SheetMarks> {
  const marks = new SheetMarks()
  const reader = new CellReader(cells, context)
  let isInCell = false

  function outside(name: string, attributes: XmlAttributes, depth: number): void {
    if (name === "c") {
      isInCell = true
      reader.openCell(attributes)
    } else if (name === "row") {
      const row = reader.openRow(attributes)
      if (isTrue(attributes.hidden)) marks.hideRow(row)
    } else if (name === "col" && isTrue(attributes.hidden))
      marks.hideColumns(Number(attributes.min) - 1, Number(attributes.max) - 1)
    else if (name === "mergeCell") marks.merge(attributes.ref)
    // Custom views below hold filters of their own.
    else if (name === "autoFilter" && depth === 2) marks.filter(attributes.ref)
  }

  await readXml(file.read(path), {
    open(name, attributes, depth) {
      if (isInCell) reader.open(name, attributes)
      else outside(name, attributes, depth)
    },
    text(text) {
      if (isInCell) reader.text(text)
    },
    close(name) {
      if (name === "c") {
        isInCell = false
        reader.closeCell()
      } else if (isInCell) reader.close(name)
    },
  })
  return marks
}
