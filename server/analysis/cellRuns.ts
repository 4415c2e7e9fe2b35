import { cellAddress } from "../../shared/address.ts"
/** A1 addresses of a column's cells in the given ascending Excel rows, neighbours joined: `C4:C9`, `C12`. At most `limit`. */
export function cellRuns(letter: string, rows: readonly number[], limit: number): string[] {
  const runs: string[] = []
  for (let i = 0; i < rows.length && runs.length < limit; i++) {
    const first = rows[i] ?? 0
    let last = first
    while (rows[i + 1] === last + 1) {
      last++
      i++
    }
    const from = cellAddress(letter, first)
    runs.push(first === last ? from : `${from}:${cellAddress(letter, last)}`)
  }
  return runs
}
