/** A stored workbook, or a collection's documents as one, with what search may find in it. */
export interface SearchedWorkbook {
  readonly workbookId: string
  readonly name: string
  readonly source: "pane" | "file" | "collection"
  /** By their names, their revisions now; only these are searched. */
  readonly sheets: ReadonlyMap<string, string | null>
}
