import { wordsOf } from "../../words/wordsOf.ts"
import type { Chunk } from "../../tables/chunks/chunk.ts"

/** How often each word stands in a chunk's title, header and body, and how many words those have. */
export interface ChunkTerms {
  readonly counts: ReadonlyMap<string, readonly [number, number, number]>
  readonly lengths: readonly [number, number, number]
}

/** Title: what sheet and table are called; header: the names of its columns; body: what the content says beside those names. */
export function chunkTerms({ sheet, table, title, columns, content }: Chunk): ChunkTerms {
  const counts = new Map<string, [number, number, number]>()
  const lengths: [number, number, number] = [0, 0, 0]
  const add = (field: 0 | 1 | 2, text: string): void => {
    for (const word of wordsOf(text)) {
      lengths[field]++
      let count = counts.get(word)
      if (!count) counts.set(word, (count = [0, 0, 0]))
      count[field]++
    }
  }
  add(0, [sheet, table ?? "", title ?? ""].join(" "))
  add(1, columns.join(" "))
  add(2, withoutNames(content, new Set(columns)))
  return { counts, lengths }
}

/** Lines such as `Row 4: Region: West; Revenue: 1,200`, and `Region (text): West, East`, without the columns' names. */
function withoutNames(content: string, columns: ReadonlySet<string>): string {
  const parts = content.replace(/^Row \d+: /gm, "").split(/; |\n/)
  return parts
    .map((part) => {
      const colon = part.indexOf(": ")
      if (colon < 0) return part
      const name = part.slice(0, colon)
      return columns.has(name) || columns.has(name.replace(/ \([^()]*\)$/, "")) ? part.slice(colon + 2) : part
    })
    .join("\n")
}
