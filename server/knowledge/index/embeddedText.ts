import type { Chunk } from "../../tables/chunks/chunk.ts"

/**
 * What an embedder reads of a chunk: what its sheet and its table are called, the names of its columns, then what it says, each on
 * lines of its own. Sentence models too read the beginning best, and some nothing else.
 */
export const embeddedText = ({
  sheet,
  title,
  table,
  columns,
  content,
}: Pick<Chunk, "sheet" | "title" | "table" | "columns" | "content">): string =>
  [[title, table, sheet].filter(Boolean).join(" "), columns.join(", "), content]
    .map((part, at) => (at < 2 ? part.replace(/\s+/g, " ") : part))
    .join("\n")
