import { DuckDBTypeId, type DuckDBConnection, type DuckDBType, type DuckDBValue } from "@duckdb/node-api"
import { serialToIso, dateToSerial } from "../../../shared/cell.ts"
import type { SqlResult } from "../../../shared/sqlResult.ts"

type Kind = SqlResult["columns"][number]["kind"]
type Value = SqlResult["rows"][number][number]

export interface RowLimits {
  readonly rows: number
  /** Values of all rows. */
  readonly cells: number
  /** Characters of one text, and of all together. */
  readonly characters: number
  readonly allCharacters: number
  /** Rows counted beyond those given. */
  readonly counted: number
}

export interface ReadRows {
  readonly kinds: readonly Kind[]
  readonly rows: readonly (readonly Value[])[]
  /** Rows beyond those given. */
  readonly moreRows: number
  readonly notes: readonly string[]
}

/** Runs a statement and reads its first rows; the others are counted as they come, and never held. */
export async function readRows(connection: DuckDBConnection, sql: string, limits: RowLimits): Promise<ReadRows> {
  const result = await connection.stream(sql)
  const types = result.columnTypes()
  const reader = new ValueReader(limits)
  const most = Math.min(limits.rows, Math.max(1, Math.floor(limits.cells / Math.max(1, types.length))))
  const rows: Value[][] = []
  let moreRows = 0
  while (moreRows < limits.counted) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const taken = reader.isFull ? 0 : Math.min(chunk.rowCount, most - rows.length)
    for (let row = 0; row < taken; row++) {
      const values = types.map((type, column) => reader.read(chunk.getColumnVector(column).getItem(row), type))
      rows.push(values)
    }
    moreRows += chunk.rowCount - taken
  }
  const notes = [...reader.notes]
  const given = `Only the first ${rows.length.toLocaleString("en-US")}`
  if (moreRows >= limits.counted)
    notes.push(
      `${given} of more than ${limits.counted.toLocaleString("en-US")} rows are given; add a WHERE or a GROUP BY.`,
    )
  else if (moreRows > 0) notes.push(`${given} of ${(rows.length + moreRows).toLocaleString("en-US")} rows are given.`)
  return { kinds: types.map(kindOf), rows, moreRows, notes }
}

const numeric: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.BIGNUM,
])

const dates: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.DATE,
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
])

function kindOf({ typeId }: DuckDBType): Kind {
  if (numeric.has(typeId)) return "number"
  if (dates.has(typeId)) return "date"
  return typeId === DuckDBTypeId.BOOLEAN ? "boolean" : "text"
}

class ValueReader {
  readonly #limits: RowLimits
  #characters = 0
  #wasCut = false
  #wasNoNumber = false

  constructor(limits: RowLimits) {
    this.#limits = limits
  }

  get isFull(): boolean {
    return this.#characters >= this.#limits.allCharacters
  }

  get notes(): string[] {
    return [
      ...(this.#wasCut
        ? [`Texts longer than ${this.#limits.characters.toLocaleString("en-US")} characters are cut off.`]
        : []),
      ...(this.#wasNoNumber
        ? ["A result is too large for a number or cannot be calculated; Excel shows #NUM! for it as well."]
        : []),
    ]
  }

  read(value: DuckDBValue, type: DuckDBType): Value {
    if (value === null) return null
    switch (kindOf(type)) {
      case "boolean":
        return value === true
      case "number": {
        const number = typeof value === "number" ? value : Number(value.toString())
        if (!Number.isFinite(number)) this.#wasNoNumber = true
        if (!Number.isFinite(number)) return null
        // Excel has no negative zero.
        return number === 0 ? 0 : number
      }
      case "date":
        return isoDate(value.toString())
      case "text": {
        const text = value.toString()
        const whole = text.length <= this.#limits.characters
        this.#wasCut ||= !whole
        const given = whole ? text : `${text.slice(0, this.#limits.characters)}…`
        this.#characters += given.length
        return given
      }
    }
  }
}

/** As dates are written everywhere else: without a time of day when there is none. */
function isoDate(text: string): string {
  const time = Date.parse(`${text.slice(0, 19).replace(" ", "T")}${text.length > 10 ? "Z" : ""}`)
  if (Number.isNaN(time) || !/^\d{4}-/.test(text)) return text
  const serial = dateToSerial(new Date(time))
  return serial < 0 ? text : serialToIso(serial)
}
