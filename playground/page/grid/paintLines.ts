import { readableColor, type GridColors } from "./gridColors.ts"
import { fill, type Box, type Scene } from "./scene.ts"
import { contains, type Cell } from "./selection.ts"

interface Line {
  readonly color: string
  readonly width: number
}

function borderLine(border: { style: string; color: string } | undefined, colors: GridColors): Line | undefined {
  if (!border || /^none$/i.test(border.style)) return undefined
  const color = border.color || colors.text
  return {
    color: colors.onPaper ? color : readableColor(color, colors.cell),
    width: /thick|double/i.test(border.style) ? 3 : /medium/i.test(border.style) ? 2 : 1,
  }
}

/**
 * Borders, the edge of frozen panes, or grid lines. Each cell draws its right and bottom line only, so that a line between
 * two cells is never drawn twice. `crossed`: text runs over the right edge, where Excel then shows no grid line.
 */
export function paintLines(
  context: CanvasRenderingContext2D,
  { sheet, colors, mergeAt }: Scene,
  cell: Cell,
  box: Box,
  { filled, crossed }: { filled: boolean; crossed: boolean },
): void {
  const { row, column } = cell
  const merge = mergeAt(cell)
  const joined = (next: Cell): boolean => merge !== undefined && contains(merge, next)
  const own = sheet.style(row, column).borders
  const plain: Line | undefined = sheet.showGridlines && !filled ? { color: colors.line, width: 1 } : undefined
  const frozen: Line = { color: colors.frozenLine, width: 1 }

  const right =
    borderLine(own?.right ?? sheet.style(row, column + 1).borders?.left, colors) ??
    (column + 1 === sheet.frozenColumns ? frozen : crossed ? undefined : plain)
  if (right && (right === frozen || !joined({ row, column: column + 1 })))
    fill(context, right.color, box.right - right.width, box.top, right.width, box.bottom - box.top)

  const bottom =
    borderLine(own?.bottom ?? sheet.style(row + 1, column).borders?.top, colors) ??
    (row + 1 === sheet.frozenRows ? frozen : plain)
  if (bottom && (bottom === frozen || !joined({ row: row + 1, column })))
    fill(context, bottom.color, box.left, box.bottom - bottom.width, box.right - box.left, bottom.width)
}
