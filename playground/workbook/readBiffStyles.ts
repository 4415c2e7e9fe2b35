import { biffText, type BiffRecord } from "./biffRecords.ts"
import type { CellStyle } from "./contract.ts"
import { indexedColors } from "./indexedColors.ts"

/** Record types. [MS-XLS] 2.3. */
const recordType = { font: 0x31, palette: 0x92, format: 0xe0 } as const

const lineStyles = [
  undefined,
  "thin",
  "medium",
  "dashed",
  "dotted",
  "thick",
  "double",
  "hair",
  "mediumDashed",
  "dashDot",
  "mediumDashDot",
  "dashDotDot",
  "mediumDashDotDot",
  "slantDashDot",
] as const

const horizontal = [undefined, "Left", "Center", "Right", undefined, undefined, "Center"] as const
const vertical = ["Top", "Center"] as const

type ColorOf = (index: number) => string | undefined

function fontStyle(record: BiffRecord, colorOf: ColorOf): CellStyle {
  const { u8, u16 } = record
  return {
    bold: u16(6) >= 600 ? true : undefined,
    italic: (u16(2) & 0x2) !== 0 ? true : undefined,
    underline: u8(10) !== 0 ? true : undefined,
    fontName: biffText(record, 15, u8(14)),
    fontSize: u16(0) > 0 ? u16(0) / 20 : undefined,
    fontColor: colorOf(u16(4)),
  }
}

function bordersOf(sides: number, otherColors: number, colorOf: ColorOf): CellStyle["borders"] {
  const lines = [
    ["left", sides & 0xf, (sides >>> 16) & 0x7f],
    ["right", (sides >>> 4) & 0xf, (sides >>> 23) & 0x7f],
    ["top", (sides >>> 8) & 0xf, otherColors & 0x7f],
    ["bottom", (sides >>> 12) & 0xf, (otherColors >>> 7) & 0x7f],
  ] as const
  const drawn = lines.flatMap(([side, number, color]) => {
    const style = lineStyles[number]
    return style ? [[side, { style, color: colorOf(color) ?? "#000000" }] as const] : []
  })
  return drawn.length > 0 ? Object.fromEntries(drawn) : undefined
}

/** Colours by number, a workbook's own palette before the standard one; undefined for the system's own. [MS-XLS] 2.4.188. */
export function biffColors(records: readonly BiffRecord[]): ColorOf {
  const own = records.find(({ type }) => type === recordType.palette)
  return (index) => {
    if (own && index >= 8 && index < 8 + own.u16(0)) {
      const [red, green, blue] = [0, 1, 2].map((channel) => own.u8(2 + (index - 8) * 4 + channel))
      return `#${[red, green, blue].map((part = 0) => part.toString(16).padStart(2, "0")).join("")}`.toUpperCase()
    }
    const hex = indexedColors[index]
    return hex === undefined ? undefined : `#${hex}`
  }
}

/** The cell formats (XF records) in their order, without number formats; the font of the first is the default and left out. [MS-XLS] 2.4.353. */
export function readBiffStyles(records: readonly BiffRecord[]): CellStyle[] {
  const colorOf = biffColors(records)
  const fonts = records.filter(({ type }) => type === recordType.font).map((record) => fontStyle(record, colorOf))
  // No font has the number 4. [MS-XLS] 2.5.129
  const fontOf = (number: number): CellStyle => fonts[number > 4 ? number - 1 : number] ?? {}
  const formats = records.filter(({ type }) => type === recordType.format)
  const plain = formats[0] ? fontOf(formats[0].u16(0)) : {}
  return formats.map(({ u8, u16, u32 }) => {
    const font = Object.entries(fontOf(u16(0))).filter(([key, value]) => value !== plain[key as keyof CellStyle])
    const [alignment, fill] = [u8(6), u32(14) >>> 26]
    return {
      ...(Object.fromEntries(font) as CellStyle),
      horizontalAlignment: horizontal[alignment & 0x7],
      verticalAlignment: vertical[(alignment >>> 4) & 0x7],
      wrapText: (alignment & 0x8) !== 0 ? true : undefined,
      borders: bordersOf(u32(10), u32(14), colorOf),
      fill: fill === 1 ? colorOf(u16(18) & 0x7f) : undefined,
    }
  })
}
