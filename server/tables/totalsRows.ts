import { tryParseAddress, type Area } from "../../shared/address.ts"
import { isBlank, isExcelError } from "../../shared/cell.ts"
import { formulaAt, valueAt, type Grid } from "./grid.ts"
import { readsAsNumber } from "./numberText.ts"

const totalWords =
  "totals?|totale|total général|total general|gesamt|gesamtsumme|gesamtergebnis|summe|sum|suma|somme|somma|totaal|toplam|итого|合計|总计|小計"
const exactLabel = new RegExp(
  `^((grand|sub|running|net|overall|report|year|annual|yearly|monthly|quarterly)[\\s-]*)?(${totalWords}|zwischensumme|sous-total|subtotale?|averages?|avg\\.?|durchschnitt|mittelwert|moyenne|promedio)\\s*[:.]?$`,
  "iu",
)
// As the first cell of a row these name nothing else.
const plainLabel =
  /^((grand|overall)[\s-]*)?(totals?|totale|total général|total general|gesamt|gesamtsumme|gesamtergebnis|totaal|toplam|итого|合計|总计)\s*[:.]?$/iu
// Words that are names and categories as well: Max is also a man.
const furtherLabel = /^(mean|media|minimum|maximum|min|max|count|median|std\.? ?dev\.?)\s*[:.]?$/iu
const partLabel = new RegExp(
  `(^(grand |sub-?|sub )?(${totalWords})\\b|\\b(sub-?)?(${totalWords}|subtotal|average|count)\\s*:?$)`,
  "iu",
)

/** True for a label that says that its row sums up others: `Total`, `Zwischensumme`. */
export const isTotalLabel = (label: string): boolean => label.length <= 80 && exactLabel.test(label.trim())

const sumLabel = new RegExp(`(?<!\\p{L})(grand[\\s-]*|sub[\\s-]*)?(${totalWords})(?!\\p{L})`, "iu")
const meanWords = /average|avg|mean|median|count|durchschnitt|mittelwert|moyenne|promedio/iu

/** True for a label that says sum, and not mean or count. */
export const namesSum = (label: string): boolean => sumLabel.test(label) && !meanWords.test(label)

const wholeWords =
  /(?<!\p{L})(all|overall|everything|alle|insgesamt|tous|toutes|ensemble|todos|todas|tutti|tutte)(?!\p{L})/iu

/** True for a label that may say so of a row of which it is known that it sums up others: `Total assets`, `All places`. */
export const namesWhole = (label: string): boolean =>
  label.length <= 80 && (isTotalLabel(label) || partLabel.test(label.trim()) || wholeWords.test(label))

/**
 * Rows of a region (in the grid's rows) that sum up others: by their formulas, or by their label together with what the
 * row holds. `body` is the region without titles and header.
 */
export function findTotalsRows(grid: Grid, body: Area): number[] {
  const found: number[] = []
  const running = new RunningSums(body.columnCount)
  const usual = usualFill(grid, body)
  const labels = new Labels()
  for (let row = body.row; row < body.row + body.rowCount; row++) {
    const { label, numbers, texts } = readRow(grid, body, row)
    const kind = labels.read(label)
    const last = row >= body.row + body.rowCount - 3
    const calculated = (): boolean => sumsUpAbove(grid, body, row)
    const equal = (): boolean => numbers > 0 && running.matches(grid, body, row)
    let isTotal: boolean
    if (kind === "exact")
      isTotal =
        usual.numbers > 0 && (last || texts < usual.texts || calculated() || equal() || isPlainTotal(grid, body, row))
    else if (kind === "further") isTotal = found.at(-1) === row - 1 || texts < usual.texts || calculated()
    else if (kind === "part") isTotal = calculated() || equal()
    else if (texts === 0) isTotal = calculated() || (last && usual.texts > 0 && equal())
    else isTotal = last && calculated()
    if (isTotal && row > body.row) {
      found.push(row)
      running.restart()
    } else running.add(grid, body, row)
  }
  // A region of hardly anything but totals is a list of key figures: it is the data.
  return found.length > 2 * (body.rowCount - found.length) ? [] : found
}

const isPlainTotal = (grid: Grid, body: Area, row: number): boolean =>
  plainLabel.test(String(valueAt(grid, row, body.column) ?? "").trim())

type LabelKind = "exact" | "further" | "part" | "plain"

/** What a row's label says, remembered because labels of ordinary rows repeat. */
class Labels {
  readonly #known = new Map<string, LabelKind>()

  read(label: string | undefined): LabelKind {
    if (label === undefined || label.length > 80) return "plain"
    const known = this.#known.get(label)
    if (known) return known
    const text = label.trim()
    const kind = exactLabel.test(text)
      ? "exact"
      : furtherLabel.test(text)
        ? "further"
        : partLabel.test(text)
          ? "part"
          : "plain"
    if (this.#known.size < 10_000) this.#known.set(label, kind)
    return kind
  }
}

function readRow(grid: Grid, body: Area, row: number) {
  let label: string | undefined
  let numbers = 0
  let texts = 0
  for (let c = body.column; c < body.column + body.columnCount; c++) {
    const value = valueAt(grid, row, c)
    if (readsAsNumber(value)) numbers++
    else if (typeof value === "string" && !isExcelError(value)) {
      label ??= value
      texts++
    }
  }
  return { label, numbers, texts }
}

/** Text cells and numbers in an ordinary row (the medians of the first rows). */
function usualFill(grid: Grid, body: Area): { texts: number; numbers: number } {
  const rows = Array.from({ length: Math.min(body.rowCount, 100) }, (_, r) => readRow(grid, body, body.row + r))
  const median = (counts: number[]): number => counts.sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
  return { texts: median(rows.map((row) => row.texts)), numbers: median(rows.map((row) => row.numbers)) }
}

const aggregate =
  /^=\s*(?:IFERROR\s*\(\s*)?(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNT|COUNTA|MIN|MAX|MEDIAN|STDEV(?:\.[SP])?)\s*\(([^()]*)\)/i

/** True when formulas of this row aggregate the cells above in the same column (`=SUM(C2:C9)`, `=SUBTOTAL(109,[Revenue])`). */
function sumsUpAbove(grid: Grid, body: Area, row: number): boolean {
  let vertical = 0
  let numbers = 0
  for (let c = body.column; c < body.column + body.columnCount; c++) {
    // A formula counts although its file holds no result of it.
    const formula = formulaAt(grid, row, c)
    if (formula === undefined && isBlank(valueAt(grid, row, c))) continue
    if (typeof valueAt(grid, row, c) === "number") numbers++
    const match = aggregate.exec(formula ?? "")
    if (match?.[1] && aggregatesColumn(match[1], grid.area.column + c, grid.area.row + row)) vertical++
  }
  return vertical > 0 && vertical * 2 >= numbers
}

const aggregatesColumn = (args: string, column: number, row: number): boolean =>
  args.split(/[,;]/).some((argument) => {
    if (/\[[^\]]+\]\s*$/.test(argument) && !argument.includes("@")) return true
    const area = tryParseAddress(argument)
    return (
      area !== undefined &&
      area.columnCount === 1 &&
      area.column === column &&
      area.rowCount > 1 &&
      area.row + area.rowCount <= row
    )
  })

/** Sums of each column since the beginning and since the last total, to recognise totals written as plain numbers. */
class RunningSums {
  readonly #all: number[]
  #part: number[]
  #rows = 0
  #partRows = 0

  constructor(columns: number) {
    this.#all = new Array<number>(columns).fill(0)
    this.#part = new Array<number>(columns).fill(0)
  }

  add(grid: Grid, body: Area, row: number): void {
    this.#rows++
    this.#partRows++
    const cells = grid.values[row] ?? []
    for (let c = 0; c < body.columnCount; c++) {
      const value = cells[body.column + c]
      if (typeof value !== "number") continue
      this.#all[c] = (this.#all[c] ?? 0) + value
      this.#part[c] = (this.#part[c] ?? 0) + value
    }
  }

  restart(): void {
    this.#part = this.#part.map(() => 0)
    this.#partRows = 0
  }

  /** True when at least one number of the row is the sum of two rows or more above it, and not zero. */
  matches(grid: Grid, body: Area, row: number): boolean {
    const equals = (sum: number | undefined, value: number): boolean =>
      sum !== undefined && Math.abs(sum - value) <= 1e-9 * Math.max(Math.abs(sum), Math.abs(value))
    return this.#all.some((sum, c) => {
      const value = valueAt(grid, row, body.column + c)
      if (typeof value !== "number" || value === 0) return false
      return (this.#rows > 1 && equals(sum, value)) || (this.#partRows > 1 && equals(this.#part[c], value))
    })
  }
}
