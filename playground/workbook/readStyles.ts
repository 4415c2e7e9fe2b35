import { numberFormat } from "../../shared/workbookFile/numberFormat.ts"
import type { CellStyle } from "./contract.ts"
import { indexedColors } from "./indexedColors.ts"
import { attributesOf, type Attributes } from "./xml.ts"

/** The elements of one name inside a list such as `<fonts>…</fonts>`, each with its attributes and inner text. */
function children(xml: string, list: string, name: string): { attributes: Attributes; inner: string }[] {
  const body = new RegExp(`<(?:\\w+:)?${list}\\b[^>]*>([\\s\\S]*?)</(?:\\w+:)?${list}>`).exec(xml)?.[1] ?? ""
  const pattern = new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${name}>)`, "g")
  return [...body.matchAll(pattern)].map(([, text = "", inner = ""]) => ({ attributes: attributesOf(text), inner }))
}

const child = (xml: string, name: string): Attributes | undefined => {
  const text = new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?/?>`).exec(xml)
  return text ? attributesOf(text[1] ?? "") : undefined
}

const isOn = (attributes: Attributes | undefined): true | undefined =>
  attributes && !/^(0|false|none)$/.test(attributes.val ?? "1") ? true : undefined

/** The theme's colours in the order cells number them: light and dark are exchanged. ECMA-376 part 1, 20.1.6.2. */
function themeColors(theme: string): string[] {
  const names = ["lt1", "dk1", "lt2", "dk2", ...[1, 2, 3, 4, 5, 6].map((n) => `accent${n}`), "hlink", "folHlink"]
  return names.map((name) => {
    const body = new RegExp(`<a:${name}>([\\s\\S]*?)</a:${name}>`).exec(theme)?.[1] ?? ""
    return /(?:lastClr|srgbClr val)="([0-9a-f]{6})"/i.exec(body)?.[1] ?? ""
  })
}

/** Lightens (tint > 0) or darkens each channel, close to what Excel does in HLS. */
function tinted(hex: string, tint: number): string {
  const channels = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))
  const mixed = channels.map((channel) =>
    Math.round(tint < 0 ? channel * (1 + tint) : channel + (255 - channel) * tint),
  )
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`.toUpperCase()
}

/** What the numbers of colours mean in a workbook: hex digits without `#`. */
export interface Palette {
  readonly theme: readonly string[]
  readonly indexed: readonly string[]
}

/** A workbook's own palette stands in its styles part. */
export function readPalette(stylesXml: string, themeXml: string): Palette {
  const own = children(stylesXml, "indexedColors", "rgbColor").map(({ attributes }) => attributes.rgb?.slice(-6) ?? "")
  return { theme: themeColors(themeXml), indexed: own.length > 0 ? own : indexedColors }
}

/** `#RRGGBB` of a colour element; undefined for none and for the system's own. */
export function color(attributes: Attributes | undefined, palette: Palette): string | undefined {
  const hex = attributes && hexOf(attributes, palette)
  return hex && /^[0-9a-f]{6}$/i.test(hex) ? tinted(hex, Number(attributes.tint ?? 0)) : undefined
}

function hexOf({ rgb, theme, indexed }: Attributes, palette: Palette): string | undefined {
  if (rgb !== undefined) return rgb.slice(-6)
  if (theme) return palette.theme[Number(theme)]
  return indexed ? palette.indexed[Number(indexed)] : undefined
}

const capital = (text: string | undefined): string | undefined => text && text.charAt(0).toUpperCase() + text.slice(1)

const oneOf = <T extends string>(text: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((item) => item === capital(text))

function fontStyle(inner: string, palette: Palette): CellStyle {
  const size = Number(child(inner, "sz")?.val)
  return {
    bold: isOn(child(inner, "b")),
    italic: isOn(child(inner, "i")),
    underline: isOn(child(inner, "u")),
    fontName: child(inner, "name")?.val,
    fontSize: size > 0 ? size : undefined,
    fontColor: color(child(inner, "color"), palette),
  }
}

function borderStyle(inner: string, palette: Palette): CellStyle["borders"] {
  const sides = (["top", "bottom", "left", "right"] as const).flatMap((side) => {
    const text = new RegExp(`<(?:\\w+:)?${side}\\s([^>]*?)(?:/>|>([\\s\\S]*?)</(?:\\w+:)?${side}>)`).exec(inner)
    const style = attributesOf(text?.[1] ?? "").style
    return style && style !== "none"
      ? [[side, { style, color: color(child(text?.[2] ?? "", "color"), palette) ?? "#000000" }] as const]
      : []
  })
  return sides.length > 0 ? Object.fromEntries(sides) : undefined
}

/** The cell formats of a styles part in their order; the font of the first one is the default and left out. */
export function readStyles(xml: string, palette: Palette): CellStyle[] {
  const formats = new Map(
    children(xml, "numFmts", "numFmt").map(({ attributes }) => [
      Number(attributes.numFmtId),
      attributes.formatCode ?? "General",
    ]),
  )
  const fonts = children(xml, "fonts", "font").map(({ inner }) => fontStyle(inner, palette))
  const fills = children(xml, "fills", "fill").map(({ inner }) =>
    child(inner, "patternFill")?.patternType === "solid" ? color(child(inner, "fgColor"), palette) : undefined,
  )
  const borders = children(xml, "borders", "border").map(({ inner }) => borderStyle(inner, palette))
  const plain = fonts[0] ?? {}
  return children(xml, "cellXfs", "xf").map(({ attributes, inner }) => {
    const { numFmtId = "0", fontId, fillId, borderId } = attributes
    const code = numberFormat(Number(numFmtId), formats)
    const alignment = child(inner, "alignment")
    const font = Object.entries(fonts[Number(fontId)] ?? {}).filter(
      ([key, value]) => value !== plain[key as keyof CellStyle],
    )
    return {
      ...(Object.fromEntries(font) as CellStyle),
      numberFormat: !code || code === "General" ? undefined : code,
      fill: fills[Number(fillId)],
      borders: borders[Number(borderId)],
      horizontalAlignment: oneOf(alignment?.horizontal, ["Left", "Center", "Right"]),
      verticalAlignment: oneOf(alignment?.vertical, ["Top", "Center"]),
      wrapText: alignment?.wrapText === "1" || alignment?.wrapText === "true" ? true : undefined,
    }
  })
}
