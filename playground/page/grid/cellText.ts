import { formatKind, isExcelError, type CellValue } from "../../../shared/cell.ts"
import type { CellStyle, SimSheet } from "../../workbook/contract.ts"

const pixelsPerPoint = 4 / 3
const defaultFontPoints = 11

const excelFonts = 'Calibri, Carlito, "Aptos Narrow"'
const otherFonts = '"Segoe UI", Arial, sans-serif'

/** The fonts found everywhere are wider than Excel's own; without those, text is set smaller to fit the file's columns. */
let narrowing: number | undefined

function fontScale(): number {
  if (narrowing === undefined) {
    const context = document.createElement("canvas").getContext("2d")
    const width = (family: string): number => {
      if (!context) return 0
      context.font = `100px ${family}`
      return context.measureText("Wide, wider 0123").width
    }
    narrowing = width(`${excelFonts}, monospace`) === width("monospace") ? 0.9 : 1
  }
  return narrowing
}

/** Height of a cell's font in pixels. */
export const fontPixels = (style: CellStyle): number =>
  Math.round((style.fontSize ?? defaultFontPoints) * pixelsPerPoint * fontScale() * 10) / 10

/** CSS font of a cell. */
export function cellFont(style: CellStyle): string {
  const family = style.fontName && /^[\p{L}\p{N} ._-]+$/u.test(style.fontName) ? `"${style.fontName}", ` : ""
  return `${style.italic ? "italic " : ""}${style.bold ? "bold " : ""}${fontPixels(style)}px ${family}${excelFonts}, ${otherFonts}`
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

/** Characters of a cell that are drawn at most; 32,767 would fill hundreds of columns. */
const drawnCharacters = 1000

/** A cell's text as far as it is drawn. */
export const drawnText = (sheet: SimSheet, row: number, column: number): string =>
  sheet.text(row, column).slice(0, drawnCharacters)

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
  const name = /\[(black|blue|cyan|green|magenta|red|white|yellow)\]/i.exec(sectionFor(format, value))?.[1]
  return name && formatColors[name.toLowerCase()]
}

/** The section of a number format that applies to a number: the first where there is none of its own. */
function sectionFor(format: string, value: number): string {
  const [positive = "", negative = positive, zero = positive] = format.split(";")
  if (value < 0) return negative
  return value === 0 ? zero : positive
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

/** JavaScript's `1.50e-7` as Excel writes it: `1.5E-07`. Other numbers stay as they are. */
export function scientificText(number: string): string {
  const [mantissa = "", exponent] = number.split("e")
  if (exponent === undefined) return number
  const shortest = mantissa.replace(/\.?0+$/, (zeros) => (mantissa.includes(".") ? "" : zeros))
  return `${shortest}E${exponent.replace(/^([+-])(\d)$/, "$10$2")}`
}

/** A number of a cell as its format shows it. */
interface ShownNumber {
  readonly value: number
  readonly text: string
  readonly format: string | undefined
}

/** A number that is too wide for its column: fewer decimals or `1.2E+11` when its format is General, else `####` as Excel shows. */
export function fitNumber(
  { value, text, format }: ShownNumber,
  room: number,
  widthOf: (text: string) => number,
): string {
  if (widthOf(text) <= room) return text
  if (formatKind(format) === "general" && Math.abs(value) < 1e11)
    for (let decimals = 9; decimals >= 0; decimals--) {
      const shorter = String(Number(value.toFixed(decimals)))
      if (!shorter.includes("e") && widthOf(shorter) <= room && (Number(shorter) !== 0 || value === 0)) return shorter
    }
  if (formatKind(format) === "general")
    for (let decimals = 5; decimals >= 0; decimals--) {
      const scientific = scientificText(value.toExponential(decimals))
      if (widthOf(scientific) <= room) return scientific
    }
  // Hidden columns are never asked for, so there is always room for one.
  return "#".repeat(Math.max(1, Math.floor(room / widthOf("#"))))
}

/** How many of the first characters fit, at least one. */
function mostThatFit(characters: readonly string[], room: number, widthOf: (text: string) => number): number {
  let [low, high] = [1, characters.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (widthOf(characters.slice(0, middle).join("")) <= room) low = middle
    else high = middle - 1
  }
  return low
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
          const fits = mostThatFit(characters, room, widthOf)
          lines.push(characters.slice(0, fits).join(""))
          line = characters.slice(fits).join("")
        }
      }
    }
    return [...lines, line.trimEnd()]
  })
}
