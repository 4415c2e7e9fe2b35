import type { ReadBook } from "../book/readBook.ts"
import type { PackageFile } from "./packageFile.ts"
import { SheetCells } from "../book/sheetCells.ts"
import { damaged, unreadable } from "../book/unreadable.ts"
import type { CellContext } from "./cellReader.ts"
import { readSharedStrings } from "./richText.ts"
import { readSheetObjects } from "./sheetObjects.ts"
import { readSheetPart } from "./sheetPart.ts"
import { readNumberFormats, readWorkbookPart } from "./workbookPart.ts"

/** Reads .xlsx and .xlsm (ECMA-376, both strict and transitional); sheets as they are asked for. @throws AppError unreadable_file. */
export async function readXlsx(file: PackageFile, mainPath: string): Promise<ReadBook> {
  const { sheets, names, is1904, stylesPath, stringsPath } = await readWorkbookPart(file, mainPath)
  if (sheets.length === 0) throw unreadable("The file has no worksheet; upload a workbook with cells.")
  let context: CellContext | undefined
  const open = async (): Promise<CellContext> => ({
    strings: stringsPath !== undefined && file.has(stringsPath) ? await readSharedStrings(file, stringsPath) : [],
    formats: stylesPath !== undefined && file.has(stylesPath) ? await readNumberFormats(file, stylesPath) : [],
    is1904,
  })
  return {
    names,
    sheets: sheets.map(({ name, visibility, path }) => ({
      name,
      visibility,
      size: path === undefined ? 0 : file.packedSize(path),
      async read() {
        context ??= await open()
        if (path === undefined) throw damaged(new Error("a sheet has no part"))
        const cells = new SheetCells()
        const marks = await readSheetPart(file, path, context, cells)
        const { objects, notes } = await readSheetObjects(file, path)
        return { cells, definitions: { ...objects, ...marks.definitions }, notes, isPart: notes.length > 0 }
      },
    })),
  }
}
