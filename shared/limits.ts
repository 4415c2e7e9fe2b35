/** Sizes that the pane, the server and the tests agree on. Cells unless the name says otherwise. */
export const limits = {
  /** Cells sent inline with a question; a larger selection is read by the server in blocks. */
  cellsPerMessage: 20_000,
  /** Cells in one `range_content` block. 20,000 cells of values, formulas and formats stay well below Excel on the web's 5 MB. */
  cellsPerBlock: 20_000,
  /** Cells analysed for one question; beyond it the answer is a clear `range_too_large`. */
  cellsPerQuestion: 2_000_000,
  /** Sheets of one stored workbook, and blocks of one of them: 16 million cells. */
  sheetsPerWorkbook: 1_000,
  blocksPerSheet: 16_384,
  /** Files that one question may use. */
  filesPerQuestion: 20,
  /** Bytes of an uploaded file. */
  uploadBytes: 50 * 1024 * 1024,
  /** Cells of one sheet that are indexed for search; of a larger one its first rows. */
  cellsIndexedPerSheet: 200_000,
  /** Results of one search over REST. */
  searchResults: 100,
  /** Characters of one text in a collection. */
  documentCharacters: 1_000_000,
  /** Characters of a question. */
  questionCharacters: 8_000,
  /** Bytes of one socket message either way. */
  messageBytes: 8 * 1024 * 1024,
  /** Bytes of one REST body. */
  bodyBytes: 32 * 1024 * 1024,
  /** Characters in one Excel cell (Excel specification). */
  cellCharacters: 32_767,
  /** Columns of an Excel sheet. */
  sheetColumns: 16_384,
  /** Rows of an Excel sheet. */
  sheetRows: 1_048_576,
  /** Rows a `query_range` may return. */
  queryRows: 500,
  /** Milliseconds. */
  heartbeatMs: 20_000,
  analysisMs: 20_000,
  readRangeMs: 60_000,
  turnMs: 180_000,
  /** For how long a server that stops lets running turns end. */
  stopGraceMs: 8_000,
  /** Tool rounds of one model turn. */
  toolRounds: 6,
} as const
