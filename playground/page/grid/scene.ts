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

/** A cell, or a header (row or column -1), and where it lies on the canvas. */
export interface Place {
  readonly cell: Cell
  readonly box: Box
}

export function fill(context: CanvasRenderingContext2D, color: string, { left, top, right, bottom }: Box): void {
  context.fillStyle = color
  context.fillRect(left, top, right - left, bottom - top)
}

/** The strip of so many pixels along one side of a box, inside it. */
export function edgeOf(box: Box, side: keyof Box, pixels: number): Box {
  switch (side) {
    case "left":
      return { ...box, right: box.left + pixels }
    case "top":
      return { ...box, bottom: box.top + pixels }
    case "right":
      return { ...box, left: box.right - pixels }
    case "bottom":
      return { ...box, top: box.bottom - pixels }
  }
}
