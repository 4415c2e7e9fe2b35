import { AppError } from "../../shared/errors.ts"

/** Bytes that one statement may take beyond what the process had before: DuckDB limits its tables and joins, not every list and text. */
const bytesAtMost = 1.5 * 1024 ** 3
const lookEveryMs = 50

let outgrown = false

/** True once work has outgrown its memory. Nothing stops such work but the end of its process. */
export const hasOutgrown = (): boolean => outgrown

/** The outcome of work done in other threads. @throws AppError range_too_large while it still runs, when it takes too much memory. */
export async function withinMemory<T>(work: Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss()
  let timer: NodeJS.Timeout | undefined
  const tooMuch = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (process.memoryUsage.rss() - before < bytesAtMost) return
      outgrown = true
      reject(new AppError("range_too_large", "The SQL needs too much memory; filter, group or join fewer rows."))
    }, lookEveryMs)
  })
  work.catch(() => undefined) // nobody hears of it once it has outgrown its memory
  try {
    return await Promise.race([work, tooMuch])
  } finally {
    clearInterval(timer)
  }
}
