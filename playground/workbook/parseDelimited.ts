const delimiters = [",", ";", "\t", "|"]

/** The delimiter that stands most often outside quotes in the first lines; a comma when there is none. */
function detectDelimiter(text: string): string {
  const bare = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, "")
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length - 1)
  const most = Math.max(...counts)
  return most === 0 ? "," : (delimiters[counts.indexOf(most)] ?? ",")
}

/** Rows of fields of CSV or TSV text (RFC 4180); a first line `sep=;` names the delimiter, as in Excel. */
export function parseDelimited(text: string): string[][] {
  const named = /^sep=(.)\r?\n/.exec(text)
  const body = named ? text.slice(named[0].length) : text
  const delimiter = named?.[1] ?? detectDelimiter(body)
  const rows: string[][] = []
  let row: string[] = []
  let position = 0
  while (position < body.length) {
    let field = ""
    if (body[position] === '"') {
      for (position++; position < body.length; position++) {
        const quote = body.indexOf('"', position)
        const end = quote < 0 ? body.length : quote
        field += body.slice(position, end)
        position = end + 1
        if (body[position] !== '"') break
        field += '"'
      }
    }
    const start = position
    while (position < body.length && body[position] !== delimiter && body[position] !== "\n" && body[position] !== "\r")
      position++
    row.push(field + body.slice(start, position))
    if (body[position] === delimiter) {
      position++
      if (position < body.length) continue
      row.push("")
    }
    if (body[position] === "\r" && body[position + 1] === "\n") position++
    position++
    rows.push(row)
    row = []
  }
  return rows
}
