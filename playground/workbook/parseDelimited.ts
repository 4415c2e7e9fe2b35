import { parse } from "csv-parse/browser/esm/sync"
import { findDelimiter } from "../../shared/cellText/delimiter.ts"

/** Rows of fields of CSV or TSV text; what is not quite CSV is read as far as it goes. */
export function parseDelimited(text: string): string[][] {
  const { delimiter, start } = findDelimiter(text)
  const read = (quote: '"' | null): string[][] =>
    parse(text.slice(start), {
      delimiter,
      quote,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
    })
  try {
    return read('"')
  } catch {
    return read(null) // a quote that is never closed is a character like others
  }
}
