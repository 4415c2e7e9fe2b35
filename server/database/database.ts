/** A PostgreSQL driver, nothing more: SQL stands next to its one user. Values are always parameters. */
export interface Database {
  /**
   * Without `values` several statements may be given; the rows are the last one's.
   * @throws AppError storage_unavailable when the database cannot be reached or its folder is unusable.
   */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Rolls back when `work` throws. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}
