import type { Area } from "../../../shared/address.ts"
import type { CellStyle } from "../../workbook/contract.ts"
import { colorArgument } from "../colors.ts"
import { styleOf } from "../commonStyle.ts"
import { oneOf } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import type { Range } from "./range.ts"

export const sides = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideVertical", "InsideHorizontal"] as const
export type Side = (typeof sides)[number]

type CellSide = "top" | "bottom" | "left" | "right"

/** The cells along one side and the side of each cell that is drawn. Inner lines are the right and bottom of all but the last. */
function cellsOf(area: Area, side: Side): { area: Area; side: CellSide } | undefined {
  switch (side) {
    case "EdgeTop":
      return { area: { ...area, rowCount: 1 }, side: "top" }
    case "EdgeBottom":
      return { area: { ...area, row: area.row + area.rowCount - 1, rowCount: 1 }, side: "bottom" }
    case "EdgeLeft":
      return { area: { ...area, columnCount: 1 }, side: "left" }
    case "EdgeRight":
      return { area: { ...area, column: area.column + area.columnCount - 1, columnCount: 1 }, side: "right" }
    case "InsideVertical":
      return area.columnCount > 1 ? { area: { ...area, columnCount: area.columnCount - 1 }, side: "right" } : undefined
    case "InsideHorizontal":
      return area.rowCount > 1 ? { area: { ...area, rowCount: area.rowCount - 1 }, side: "bottom" } : undefined
  }
}

export class RangeBorder extends WireObject {
  override readonly className = "RangeBorder"
  readonly #range: Range
  readonly #side: Side

  constructor(range: Range, side: Side) {
    super(range.host)
    this.#range = range
    this.#side = side
  }

  override get wireId(): string {
    return this.#side
  }

  get SideIndex(): string {
    return this.#side
  }

  get Style(): string | null {
    return this.#read((border) => border?.style ?? "None")
  }
  set Style(value: unknown) {
    const style = oneOf(value, lineStyles)
    this.#write((border) => (style === "None" ? undefined : { color: border?.color ?? "#000000", style }))
  }

  get Color(): string | null {
    return this.#read((border) => border?.color ?? "#000000")
  }
  set Color(value: unknown) {
    const color = colorArgument(value)
    this.#write((border) => ({ style: border?.style ?? "Continuous", color }))
  }

  #read<T>(read: (border: Border | undefined) => T): T | null {
    const cells = cellsOf(this.#range.area, this.#side)
    if (!cells) return read(undefined)
    return styleOf(this.#range.at(cells.area), (style) => read(style.borders?.[cells.side]))
  }

  #write(change: (border: Border | undefined) => Border | undefined): void {
    const cells = cellsOf(this.#range.area, this.#side)
    if (!cells) return
    const { sheet, sheetId } = this.#range
    for (let row = cells.area.row; row < cells.area.row + cells.area.rowCount; row++)
      for (let column = cells.area.column; column < cells.area.column + cells.area.columnCount; column++) {
        const { [cells.side]: before, ...others } = sheet.style(row, column).borders ?? {}
        const changed = change(before)
        const borders = changed ? { ...others, [cells.side]: changed } : others
        this.workbook.setStyle(sheetId, { row, column, rowCount: 1, columnCount: 1 }, { borders })
      }
  }
}

type Border = NonNullable<NonNullable<CellStyle["borders"]>[CellSide]>

const lineStyles = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const
