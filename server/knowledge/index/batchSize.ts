/** Chunks stored in one transaction: as many as the database takes in `transactionMs`, between these. */
export const batch = { least: 32, first: 64, most: 512 }
/** Others wait for as long with PGlite, which does one transaction at a time. */
const transactionMs = 50

/** How many chunks to take next, when so many took so long. */
export function nextBatchSize(count: number, ms: number): number {
  const share = transactionMs / Math.max(1, ms)
  return Math.round(Math.min(batch.most, Math.max(batch.least, count * Math.min(2, share))))
}
