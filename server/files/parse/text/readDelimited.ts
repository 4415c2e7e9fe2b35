import { parse } from "csv-parse/sync"
import { decodeText, looksLikeText } from "../../../../shared/cellText/decodeText.ts"
import { findDelimiter } from "../../../../shared/cellText/delimiter.ts"
import { readFields, type FieldOptions } from "../../../../shared/cellText/readFields.ts"
import { findFieldStyle, parseField, type FieldStyle } from "../../../../shared/cellText/fieldStyle.ts"
import { textSheetName } from "../../../../shared/cellText/textSheetName.ts"
import type { ReadBook, SheetFindings } from "../book/readBook.ts"
import { SheetCells } from "../book/sheetCells.ts"
import { unreadable } from "../book/unreadable.ts"

/** Records whose fields tell how the file writes numbers and dates. */
const sampleRecords = 5_000

/** Reads .csv and .tsv in any usual encoding: fields are read as Excel reads what is typed. @throws AppError unreadable_file. */
export function readDelimited(bytes: Uint8Array, fileName: string): ReadBook {
  const text = decodeText(bytes)
  if (!looksLikeText(text))
    throw unreadable("The file is neither a workbook nor a text file; upload .xlsx, .xls or .csv.")
  const read = (): SheetFindings => {
    const { delimiter, start } = findDelimiter(text)
    return readFields(delimiter, (options) => readRecords(text.slice(start), options))
  }
  return { names: [], sheets: [{ name: textSheetName(fileName), visibility: "visible", size: bytes.length, read }] }
}

/** @throws Error of the library, with a code, for text that is no CSV with these quotes. */
function readRecords(text: string, options: FieldOptions): SheetFindings {
  const style = findFieldStyle(parse(text, { ...options, to: sampleRecords }).flat(), options.delimiter)
  const cells = new SheetCells()
  let row = 0
  parse(text, {
    ...options,
    onRecord(fields: string[]) {
      fields.forEach((field, column) => {
        const { value, numberFormat } = parseField(field, style)
        cells.add({ row, column, value, format: numberFormat })
      })
      row++
      return undefined // nothing is kept by the library
    },
  })
  return {
    cells,
    definitions: { tables: [], autoFilter: null, merged: [], hidden: [], charts: [], pivots: [] },
    notes: [...quoteNotes(options), ...styleNotes(style)],
  }
}

const quoteNotes = ({ quote }: FieldOptions): string[] =>
  quote === null ? ["A quotation mark is never closed, so quotation marks were read as text."] : []

function styleNotes({ decimal, dayFirst }: FieldStyle): string[] {
  return [
    ...(decimal === "," ? ["Numbers were read with a decimal comma."] : []),
    ...(dayFirst ? ["Dates were read as day, month, year."] : []),
  ]
}
