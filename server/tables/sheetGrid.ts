import { blockSize } from "../../shared/block.ts"
import { intersect, parseAddress, tryParseAddress, type Area } from "../../shared/address.ts"
import { isBlank, type CellValue } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { SheetDefinitions } from "../../shared/workbookMap.ts"
import type { Grid } from "./grid.ts"

/** Rows count from the top of the block; a row without any entry is one shared empty list, and rows may end early. */
export interface SheetBlock {
  readonly area: Area
  readonly values: readonly (readonly CellValue[])[]
  readonly formulas: readonly (readonly CellValue[])[] | undefined
  readonly numberFormats: readonly (readonly string[])[] | undefined
}

/** A sheet with its cells as they are stored: blocks on fixed lines, and nothing where no cell has a value. */
export interface Sheet {
  /** As answers call it. */
  readonly name: string
  readonly definitions: SheetDefinitions
  /** The cells that hold a value lie inside; null for an empty sheet. */
  readonly usedRange: Area | null
  /** Merged cells that may be part of a header. */
  readonly merged: readonly Area[]
  /** By band of `blockSize.rows` rows. */
  readonly bands: ReadonlyMap<number, readonly SheetBlock[]>
}

/** Cells with a value of one sheet: what one process can hold. */
const cellsAtMost = 20_000_000
const mergedRowsAtMost = 5
const nothing: readonly never[] = []

/** Collects the texts of a sheet's blocks (see shared/block.ts), in any order. */
export class SheetBuilder {
  readonly #name: string
  readonly #definitions: SheetDefinitions
  readonly #usedRange: Area | null
  readonly #bands = new Map<number, SheetBlock[]>()
  #cells = 0

  constructor(sheet: { name: string; definitions: SheetDefinitions; usedRange: string | null }) {
    this.#name = sheet.name
    this.#definitions = sheet.definitions
    this.#usedRange = sheet.usedRange === null ? null : (tryParseAddress(sheet.usedRange) ?? null)
  }

  /** Cells with a value so far. */
  get cellCount(): number {
    return this.#cells
  }

  /** @throws AppError range_too_large for more cells than one process holds. */
  add(text: string): void {
    // Written by us and checked when it was stored: a schema for each cell would take longer than reading them.
    const block = JSON.parse(text) as Omit<RangeContent, "worksheet">
    const area = parseAddress(block.address)
    this.#cells += block.values.reduce((sum, row) => sum + row.filter((value) => !isBlank(value)).length, 0)
    if (this.#cells > cellsAtMost)
      throw new AppError(
        "range_too_large",
        `The sheet ${this.#name} has more than ${cellsAtMost.toLocaleString("en-US")} filled cells; split it into smaller sheets.`,
      )
    const band = Math.floor(area.row / blockSize.rows)
    const blocks = this.#bands.get(band) ?? []
    if (blocks.length === 0) this.#bands.set(band, blocks)
    blocks.push({
      area,
      values: block.values.map((row) => trimmed(row, isBlank)),
      formulas: block.formulas?.map((row) => trimmed(row, isBlank)),
      numberFormats: block.numberFormats?.map((row) => trimmed(row, (format) => format === "General")),
    })
  }

  build(): Sheet {
    for (const blocks of this.#bands.values()) blocks.sort((a, b) => a.area.column - b.area.column)
    const bands = new Map([...this.#bands].sort(([a], [b]) => a - b))
    const merged = this.#definitions.merged.flatMap((address) => {
      const area = tryParseAddress(address)
      return area && area.rowCount <= mergedRowsAtMost ? [area] : []
    })
    return { name: this.#name, definitions: this.#definitions, usedRange: this.#usedRange, merged, bands }
  }
}

function trimmed<T>(row: readonly T[], isNothing: (cell: T) => boolean): readonly T[] {
  let length = row.length
  while (length > 0 && isNothing(row[length - 1] as T)) length--
  return length === 0 ? nothing : length === row.length ? row : row.slice(0, length)
}

/** The blocks that an area touches. */
export function* blocksIn(sheet: Sheet, area: Area): Generator<SheetBlock> {
  const first = Math.floor(area.row / blockSize.rows)
  const last = Math.floor((area.row + area.rowCount - 1) / blockSize.rows)
  const bands =
    last - first < sheet.bands.size
      ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
      : [...sheet.bands.keys()].filter((band) => band >= first && band <= last)
  for (const band of bands)
    for (const block of sheet.bands.get(band) ?? nothing) if (intersect(block.area, area)) yield block
}

/** The cells of an area; rows end where their last value does. Its formats are known, General where none is told. */
export function gridOf(sheet: Sheet, area: Area): Grid {
  const values = rowsOf<CellValue>(area, blocksIn(sheet, area), (block) => block.values, null)
  const formulas = rowsOf<CellValue>(area, blocksIn(sheet, area), (block) => block.formulas, null)
  const numberFormats = rowsOf<string>(area, blocksIn(sheet, area), (block) => block.numberFormats, "General")
  return {
    worksheet: sheet.name,
    area,
    values,
    formulas: formulas.some((row) => row.length > 0) ? formulas : undefined,
    numberFormats,
    merged: sheet.merged.flatMap((merge) => {
      const common = intersect(merge, area)
      return common ? [{ ...common, row: common.row - area.row, column: common.column - area.column }] : []
    }),
  }
}

function rowsOf<T>(
  area: Area,
  blocks: Iterable<SheetBlock>,
  part: (block: SheetBlock) => readonly (readonly T[])[] | undefined,
  blank: T,
): (readonly T[])[] {
  const rows = new Array<readonly T[]>(area.rowCount).fill(nothing)
  const own = new Set<number>()
  for (const block of blocks) {
    const common = intersect(block.area, area)
    const from = part(block)
    if (!common || !from) continue
    const skip = common.column - block.area.column
    const at = common.column - area.column
    for (let r = 0; r < common.rowCount; r++) {
      const source = from[common.row - block.area.row + r] ?? nothing
      if (source.length <= skip) continue
      const row = common.row - area.row + r
      const cells =
        skip === 0 && source.length <= common.columnCount ? source : source.slice(skip, skip + common.columnCount)
      if (at === 0 && !own.has(row) && rows[row]?.length === 0) {
        rows[row] = cells
        continue
      }
      const joined = own.has(row) ? (rows[row] as T[]) : [...(rows[row] ?? nothing)]
      own.add(row)
      while (joined.length < at) joined.push(blank)
      for (const cell of cells) joined.push(cell)
      rows[row] = joined
    }
  }
  return rows
}

/** Cells of an area that hold a value. */
export function filledIn(sheet: Sheet, area: Area): number {
  let filled = 0
  for (const block of blocksIn(sheet, area)) {
    const common = intersect(block.area, area)
    if (!common) continue
    const left = common.column - block.area.column
    for (let r = common.row - block.area.row; r < common.row - block.area.row + common.rowCount; r++) {
      const row = block.values[r] ?? nothing
      for (let c = left; c < Math.min(row.length, left + common.columnCount); c++) if (!isBlank(row[c])) filled++
    }
  }
  return filled
}

/** The same sheet with nothing in some areas. */
export function without(sheet: Sheet, areas: readonly Area[]): Sheet {
  if (areas.length === 0) return sheet
  const bands = new Map(
    [...sheet.bands].map(([band, blocks]) => [band, blocks.map((block) => blockWithout(block, areas))] as const),
  )
  return { ...sheet, bands }
}

function blockWithout(block: SheetBlock, areas: readonly Area[]): SheetBlock {
  const holes = areas.flatMap((area) => intersect(area, block.area) ?? [])
  if (holes.length === 0) return block
  const values = [...block.values]
  for (const hole of holes)
    for (let r = hole.row - block.area.row; r < hole.row - block.area.row + hole.rowCount; r++) {
      const left = hole.column - block.area.column
      values[r] = trimmed(
        (values[r] ?? nothing).map((value, c) => (c >= left && c < left + hole.columnCount ? null : value)),
        isBlank,
      )
    }
  return { ...block, values }
}
