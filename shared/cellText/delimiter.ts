const delimiters = [",", ";", "\t", "|"]

/** What a text file is parted by, and where its records begin: a first line `sep=;` names the delimiter, as in Excel. */
export function findDelimiter(text: string): { delimiter: string; start: number } {
  const named = /^\ufeff?sep=(.)\r?\n/.exec(text)
  return named?.[1]
    ? { delimiter: named[1], start: named[0].length }
    : { delimiter: mostRegular(text.slice(0, 64_000)), start: 0 }
}

/**
 * The delimiter that parts the first lines into the same number of fields, outside quotes; of several the one with more fields. A comma
 * inside `1,5; 2,5` or a sentence comes irregularly.
 */
function mostRegular(head: string): string {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 200)
  let best = { delimiter: ",", share: 0, count: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const most = mostCommon(counts.filter((count) => count > 0))
    const share = most === undefined ? 0 : counts.filter((count) => count === most).length / counts.length
    if (most !== undefined && (share > best.share + 0.1 || (share > best.share - 0.1 && most > best.count)))
      best = { delimiter, share, count: most }
  }
  return best.delimiter
}

function mostCommon(items: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || b - a)[0]?.[0]
}
