import { parse } from "csv-parse/browser/esm/sync"
import { findDelimiter } from "../../shared/cellText/delimiter.ts"
import { readFields } from "../../shared/cellText/readFields.ts"

/** Rows of fields of CSV or TSV text; what is not quite CSV is read as far as it goes. */
export function parseDelimited(text: string): string[][] {
  const { delimiter, start } = findDelimiter(text)
  return readFields(delimiter, (options) => parse(text.slice(start), options))
}
