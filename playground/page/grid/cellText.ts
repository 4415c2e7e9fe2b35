import { formatKind, isExcelError, type CellValue } from "../../../shared/cell.ts"
import type { CellStyle } from "../../workbook/contract.ts"

const pixelsPerPoint = 4 / 3
export const defaultFontPoints = 11

/** CSS font of a cell. Excel's own fonts are seldom installed elsewhere; the fallbacks have similar widths. */
export function cellFont(style: CellStyle): string {
  const pixels = Math.round((style.fontSize ?? defaultFontPoints) * pixelsPerPoint * 10) / 10
  const family = style.fontName && /^[\p{L}\p{N} ._-]+$/u.test(style.fontName) ? `"${style.fontName}", ` : ""
  return `${style.italic ? "italic " : ""}${style.bold ? "bold " : ""}${pixels}px ${family}Calibri, Carlito, "Segoe UI", Arial, sans-serif`
}

const widths = new Map<string, number>()

/** Width of text in pixels; remembered, because a sheet shows the same texts over and over while it scrolls. */
export function textWidth(context: CanvasRenderingContext2D, font: string, text: string): number {
  const key = `${font}\n${text}`
  let width = widths.get(key)
  if (width === undefined) {
    context.font = font
    width = context.measureText(text).width
    if (widths.size > 20_000) widths.clear()
    widths.set(key, width)
  }
  return width
}

export type Alignment = "left" | "center" | "right"

/** Where Excel puts a cell's text: what the style says, else numbers right, text left, booleans and errors centered. */
export function alignment(style: CellStyle, value: CellValue): Alignment {
  switch (style.horizontalAlignment) {
    case "Left":
      return "left"
    case "Center":
      return "center"
    case "Right":
      return "right"
    default:
      if (typeof value === "boolean" || isExcelError(value)) return "center"
      return typeof value === "number" ? "right" : "left"
  }
}

/** Colour named by the section of the number format that applies, such as `[Red]` for negative numbers. */
export function formatColor(format: string | undefined, value: CellValue): string | undefined {
  if (!format?.includes("[") || typeof value !== "number") return undefined
  const sections = format.split(";")
  const section = value < 0 ? (sections[1] ?? sections[0]) : value === 0 ? (sections[2] ?? sections[0]) : sections[0]
  const name = /\[(black|blue|cyan|green|magenta|red|white|yellow)\]/i.exec(section ?? "")?.[1]?.toLowerCase()
  return name && formatColors[name]
}

const formatColors: Record<string, string> = {
  black: "#000000",
  blue: "#0000ff",
  cyan: "#00ffff",
  green: "#00ff00",
  magenta: "#ff00ff",
  red: "#ff0000",
  white: "#ffffff",
  yellow: "#ffff00",
}

/** A number that is too wide for its column: fewer decimals when its format is General, else `####` as Excel shows. */
export function fitNumber(
  value: number,
  text: string,
  format: string | undefined,
  room: number,
  widthOf: (text: string) => number,
): string {
  if (widthOf(text) <= room) return text
  if (formatKind(format) === "general" && Math.abs(value) < 1e11)
    for (let decimals = 9; decimals >= 0; decimals--) {
      const shorter = String(Number(value.toFixed(decimals)))
      if (widthOf(shorter) <= room && (Number(shorter) !== 0 || value === 0)) return shorter
    }
  return "#".repeat(Math.max(1, Math.floor(room / widthOf("#"))))
}

/** Lines of wrapped text; a word wider than the room is broken. */
export function wrapLines(text: string, room: number, widthOf: (text: string) => number): string[] {
  return text.split(/\r\n?|\n/).flatMap((paragraph) => {
    const lines: string[] = []
    let line = ""
    for (const word of paragraph.split(/(?<=[\s-])/)) {
      if (widthOf((line + word).trimEnd()) <= room) line += word
      else {
        if (line) lines.push(line.trimEnd())
        line = word
        while (widthOf(line.trimEnd()) > room && [...line].length > 1) {
          const characters = [...line]
          let fits = characters.length - 1
          while (fits > 1 && widthOf(characters.slice(0, fits).join("")) > room) fits--
          lines.push(characters.slice(0, fits).join(""))
          line = characters.slice(fits).join("")
        }
      }
    }
    return [...lines, line.trimEnd()]
  })
}
