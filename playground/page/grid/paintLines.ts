import { readableColor, type GridColors } from "./gridColors.ts"
import { edgeOf, fill, type Place, type Scene } from "./scene.ts"
import { contains, type Cell } from "./selection.ts"

interface Line {
  readonly color: string
  readonly width: number
}

interface Border {
  readonly style: string
  readonly color: string
}

function borderLine(border: Border | undefined, colors: GridColors): Line | undefined {
  if (!border || /^none$/i.test(border.style)) return undefined
  const color = border.color || colors.text
  return {
    color: colors.onPaper ? color : readableColor(color, colors.cell),
    width: borderWidth(border.style),
  }
}

function borderWidth(style: string): number {
  if (/thick|double/i.test(style)) return 3
  return /medium/i.test(style) ? 2 : 1
}

/**
 * Borders, the edge of frozen panes, or grid lines. Each cell draws its right and bottom line only, so that a line between
 * two cells is never drawn twice. `crossed`: text runs over the right edge, where Excel then shows no grid line.
 */
export function paintLines(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { cell, box }: Place,
  { filled, crossed }: { filled: boolean; crossed: boolean },
): void {
  const { sheet, colors } = scene
  const { row, column } = cell
  const own = sheet.style(row, column).borders
  const plain: Line | undefined = sheet.showGridlines && !filled ? { color: colors.line, width: 1 } : undefined

  const beside = { row, column: column + 1 }
  const right = lineBetween(scene, [cell, beside], {
    border: own?.right ?? sheet.style(row, column + 1).borders?.left,
    isFrozenEdge: column + 1 === sheet.frozenColumns,
    plain: crossed ? undefined : plain,
  })
  if (right) fill(context, right.color, edgeOf(box, "right", right.width))

  const below = { row: row + 1, column }
  const bottom = lineBetween(scene, [cell, below], {
    border: own?.bottom ?? sheet.style(row + 1, column).borders?.top,
    isFrozenEdge: row + 1 === sheet.frozenRows,
    plain,
  })
  if (bottom) fill(context, bottom.color, edgeOf(box, "bottom", bottom.width))
}

/** Of two neighbours, from what could be drawn between them; inside a merged cell that is the edge of frozen panes only. */
function lineBetween(
  { colors, mergeAt }: Scene,
  [cell, next]: readonly [Cell, Cell],
  { border, isFrozenEdge, plain }: { border: Border | undefined; isFrozenEdge: boolean; plain: Line | undefined },
): Line | undefined {
  const drawn = borderLine(border, colors)
  if (!drawn && isFrozenEdge) return { color: colors.frozenLine, width: 1 }
  const merge = mergeAt(cell)
  return merge && contains(merge, next) ? undefined : (drawn ?? plain)
}
