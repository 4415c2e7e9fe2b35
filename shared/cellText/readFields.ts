/** Options for csv-parse, which has different builds for browsers and Node. */
export interface FieldOptions {
  readonly delimiter: string
  readonly quote: '"' | null
  readonly record_delimiter: string[]
  readonly relax_column_count: true
  readonly relax_quotes: true
}

/**
 * Runs `read` with the options for text that may be not quite CSV; where a quotation mark is never closed, once more with quotation
 * marks as characters like others.
 */
export function readFields<T>(delimiter: string, read: (options: FieldOptions) => T): T {
  const options = (quote: '"' | null): FieldOptions => ({
    delimiter,
    quote,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
  })
  try {
    return read(options('"'))
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error
    return read(options(null))
  }
}
