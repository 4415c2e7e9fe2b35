import { withTimeout } from "../../async/withTimeout.ts"
import type { ChunkType } from "../../tables/chunks/chunk.ts"
import type { Question, WorkbookHit } from "./question.ts"

const hitsAtMost = 12

/** An index that has not answered by then is done without: an embedding service may be slow, and the model can search itself. */
const patienceMs = 250

/** What an index knows about the question; nothing when it fails, which its owner logs, or takes long. */
export async function quickSearch(
  { workbook, content }: Question,
  signal: AbortSignal,
  chunkTypes?: readonly ChunkType[],
): Promise<readonly WorkbookHit[]> {
  if (!workbook?.search) return []
  const finding = workbook.search(content, { limit: hitsAtMost, chunkTypes }, signal)
  return withTimeout(finding, patienceMs, () => new Error("The index did not answer in time.")).catch(() => [])
}
