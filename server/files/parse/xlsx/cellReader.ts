import { columnIndex } from "../../../../shared/address.ts"
import { dateToSerial, formatKind, type CellValue } from "../../../../shared/cell.ts"
import { moveFormula, type Place } from "../../../../shared/r1c1.ts"
import { days1904 } from "../../../../shared/workbookFile/libraryCell.ts"
import { plainFormula } from "../../../../shared/workbookFile/plainFormula.ts"
import type { SheetCells } from "../book/sheetCells.ts"
import { RichText, unescape } from "./richText.ts"
import { attribute, type XmlAttributes } from "./readXml.ts"

export interface CellContext {
  readonly strings: readonly string[]
  /** Codes by cell format. */
  readonly formats: readonly string[]
  readonly is1904: boolean
}

/** Reads the `<row>` and `<c>` elements of a sheet's part, ECMA-376 part 1, 18.3.1.4. */
export class CellReader {
  readonly #cells: SheetCells
  readonly #context: CellContext
  readonly #shared = new Map<string, { readonly formula: string; readonly at: Place }>()
  readonly #rich = new RichText()
  #row = -1
  #column = -1
  #type: string | undefined
  #style = 0
  #inside: "v" | "f" | "is" | undefined
  #value: string | undefined
  #formula: string | undefined
  #sharedId: string | undefined

  constructor(cells: SheetCells, context: CellContext) {
    this.#cells = cells
    this.#context = context
  }

  /** Index of the row. */
  openRow(attributes: XmlAttributes): number {
    this.#row = attributes.r === undefined ? this.#row + 1 : Number(attributes.r) - 1
    this.#column = -1
    return this.#row
  }

  openCell(attributes: XmlAttributes): void {
    const { r, s, t } = attributes
    const [, letters, number] = /^([A-Za-z]{1,3})(\d{1,7})$/.exec(r ?? "") ?? []
    if (letters && number) {
      this.#column = columnIndex(letters)
      this.#row = Number(number) - 1
    } else this.#column++
    this.#type = t
    this.#style = s === undefined ? 0 : Number(s)
    this.#value = this.#formula = this.#sharedId = this.#inside = undefined
  }

  /** Elements inside a cell. */
  open(name: string, attributes: XmlAttributes): void {
    if (name === "v" || name === "is") this.#inside = name
    else if (name === "f") {
      this.#inside = "f"
      this.#formula = ""
      if (attributes.t === "shared") this.#sharedId = attribute(attributes, "si")
    }
    if (this.#inside === "is") this.#rich.open(name)
  }

  text(text: string): void {
    if (this.#inside === "v") this.#value = (this.#value ?? "") + text
    else if (this.#inside === "f") this.#formula = (this.#formula ?? "") + text
    else if (this.#inside === "is") this.#rich.text(text)
  }

  close(name: string): void {
    if (this.#inside === "is") this.#rich.close(name)
    if (name === "is") this.#value = this.#rich.take()
    if (name === this.#inside) this.#inside = undefined
  }

  closeCell(): void {
    const format = this.#context.formats[this.#style]
    const formula = this.#wholeFormula()
    const value = this.#readValue(format)
    this.#cells.add({
      row: this.#row,
      column: this.#column,
      value,
      isError: this.#type === "e",
      formula,
      format: this.#type === "d" && formatKind(format) !== "date" ? "yyyy-mm-dd" : format,
    })
  }

  /** Cells that share a formula name the one that has it; its references move along. */
  #wholeFormula(): string | undefined {
    const at: Place = [this.#row, this.#column]
    if (this.#formula) {
      const formula = `=${plainFormula(this.#formula)}`
      if (this.#sharedId !== undefined) this.#shared.set(this.#sharedId, { formula, at })
      return formula
    }
    const shared = this.#sharedId === undefined ? undefined : this.#shared.get(this.#sharedId)
    return shared && moveFormula(shared.formula, shared.at, at)
  }

  #readValue(format: string | undefined): CellValue {
    const value = this.#value
    if (value === undefined || value === "") return null
    switch (this.#type) {
      case "s":
        return this.#context.strings[Number(value)] ?? null
      case "str":
        return unescape(value)
      case "inlineStr":
      case "e":
        return value
      case "b":
        return value.trim() === "1" || value.trim() === "true"
      case "d":
        return readIsoDate(value) ?? value
      default: {
        const number = Number(value)
        if (Number.isNaN(number)) return value
        return this.#context.is1904 && formatKind(format) === "date" ? number + days1904 : number
      }
    }
  }
}

/** Serial of `2024-02-29`, `2024-02-29T13:30:00` or `13:30:00`, whatever zone it names: Excel has none. */
function readIsoDate(text: string): number | undefined {
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})?T?(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim()) ?? []
  if (day === undefined && time === undefined) return undefined
  const clock = new Date(`1970-01-01T${time ?? "00:00"}Z`).getTime() / 86_400_000
  const date = day === undefined ? 0 : dateToSerial(new Date(`${day}T00:00Z`))
  return Number.isFinite(clock + date) ? clock + date : undefined
}
