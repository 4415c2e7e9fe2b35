import { decodeText, looksLikeText } from "../../shared/cellText/decodeText.ts"
import { parseField } from "../../shared/cellText/fieldStyle.ts"
import { textSheetName } from "../../shared/cellText/textSheetName.ts"
import { limits } from "../../shared/limits.ts"
import { binaryContainer } from "../../shared/workbookFile/binaryContainer.ts"
import { newBook, type Book } from "./book.ts"
import { parseDelimited } from "./parseDelimited.ts"
import { readSpreadsheet } from "./readSpreadsheet.ts"
import { addSheet } from "./sheetEdits.ts"
import { SimError } from "./simError.ts"
import { Workbook } from "./workbook.ts"

const maxBytes = 60 * 1024 * 1024

/** Text files as Excel opens them: every field is read as if it were typed. */
function readDelimited(text: string, fileName: string): Book {
  if (!looksLikeText(text)) throw new SimError("InvalidArgument", `${fileName} is not a workbook or a text file.`)
  const rows = parseDelimited(text)
  const columns = rows.reduce((widest, row) => Math.max(widest, row.length), 0)
  if (rows.length > limits.sheetRows || columns > limits.sheetColumns)
    throw new SimError("InvalidArgument", `${fileName} has more rows or columns than an Excel sheet.`)
  const book = newBook()
  const { sheet } = addSheet(book, textSheetName(fileName))
  rows.forEach((fields, row) =>
    fields.forEach((field, column) => {
      const { value, numberFormat } = parseField(field)
      sheet.values.set(row, column, value ?? undefined)
      if (numberFormat) sheet.styleIds.set(row, column, book.styles.intern({ numberFormat }))
    }),
  )
  return book
}

/** True when a program that does not calculate wrote some of the formulas. */
function hasMissingResults(book: Book): boolean {
  return book.sheets.some((sheet) => {
    for (const [row, line] of sheet.formulas.rows)
      if (line.some((formula, column) => formula !== undefined && sheet.values.get(row, column) === undefined))
        return true
    return false
  })
}

/**
 * Opens .xlsx, .xlsm, .xlsb, .xls, .csv and .tsv; the type is detected from the bytes, not from the name.
 * @throws SimError InvalidArgument with a sentence for the person: too large, encrypted, not a workbook
 */
export function openFile(bytes: Uint8Array, fileName: string): Workbook {
  if (bytes.length === 0) throw new SimError("InvalidArgument", `${fileName} is empty.`)
  if (bytes.length > maxBytes)
    throw new SimError("InvalidArgument", `${fileName} is larger than 60 MB. Open a smaller workbook.`)
  if (!binaryContainer(bytes)) {
    const text = decodeText(bytes)
    if (!/^\s*<(\?xml|html|table|!doctype)/i.test(text)) return new Workbook(fileName, readDelimited(text, fileName))
  }
  const book = readSpreadsheet(bytes, fileName)
  const workbook = new Workbook(fileName, book, true)
  if (hasMissingResults(book)) workbook.calculate()
  return workbook
}
