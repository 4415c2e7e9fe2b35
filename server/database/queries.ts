/** Runs statements: SQL stands next to its one user. Values are always parameters. */
export interface Queries {
  /**
   * Without `values` several statements may be given; the rows are the last one's.
   * @throws AppError storage_unavailable when the database cannot be reached or its folder is unusable.
   */
  readonly query: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>
}
