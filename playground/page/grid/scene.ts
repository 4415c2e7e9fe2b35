import type { Area } from "../../../shared/address.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import type { Axis } from "./axis.ts"
import type { GridColors } from "./gridColors.ts"
import type { Cell } from "./selection.ts"

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Everything that decides how the sheet looks at one moment. */
export interface Scene {
  readonly sheet: SimSheet
  readonly used: Area | undefined
  readonly mergeAt: (cell: Cell) => Area | undefined
  readonly rows: Axis
  readonly columns: Axis
  readonly colors: GridColors
  readonly active: Cell
  readonly area: Area
}

/** Fills a rectangle with a colour. */
export function fill(
  context: CanvasRenderingContext2D,
  color: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.fillStyle = color
  context.fillRect(x, y, width, height)
}
