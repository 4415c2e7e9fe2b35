import { isNumericKind } from "../../../shared/cell.ts"
import type { MapColumn } from "../../../shared/workbookMap.ts"
import { measureUnit, moneyUnit, plainMeasure, scaleUnit } from "../unitText.ts"

const inBrackets = new RegExp(`[([]\\s*(?:in\\s+)?(${moneyUnit}(?:\\s*/\\s*\\p{L}+)?|${measureUnit})\\s*[)\\]]`, "iu")
const afterIn = new RegExp(`\\bin\\s+(${moneyUnit}|${scaleUnit}|${measureUnit})\\s*$`, "iu")
const lastWord = new RegExp(`[\\s,/_-](${moneyUnit}|${plainMeasure})\\s*$`, "u")
const alone = new RegExp(`^\\s*(${moneyUnit}|%)\\s*$`, "u")
const ofTable = new RegExp(
  `(?:\\b(?:in|currency|unit|units|angaben in)[:\\s]+|[([]\\s*)(${moneyUnit}|${scaleUnit})(?![\\p{L}\\p{N}])`,
  "iu",
)

/** What one of a column's numbers counts: from its header, its number format, or what is said above the table; null without numbers. */
export function columnUnit({ name, kind, format, unit }: MapColumn, captions: readonly string[]): string | null {
  if (!isNumericKind(kind) && kind !== "mixed") return null
  const told = headerUnit(name)
  const shown = formatUnit(format)
  if (unit !== null)
    return told !== undefined && told.length > unit.length
      ? told
      : unit + (shown === "k" || shown === "M" ? ` ${shown}` : "")
  if (told !== undefined) return told
  if (kind === "percentage") return "%"
  if (shown !== undefined) return shown
  // A count stays one, whatever currency the page is in.
  return kind === "mixed" || countName.test(name) ? null : (captionUnit(captions) ?? null)
}

const countName =
  /\b(count|qty|quantity|units?|number|no|nr|id|year|age|headcount|fte|rank|pieces|stück|anzahl|menge|jahr)\b/i

/** `Weight (kg)`, `Revenue in USD`, `Price, $`, `Share %`; of a header with a row of units the last word is one. */
function headerUnit(name: string): string | undefined {
  const found =
    inBrackets.exec(name)?.[1] ?? afterIn.exec(name)?.[1] ?? lastWord.exec(name)?.[1] ?? alone.exec(name)?.[1]
  return found === undefined ? undefined : tidy(found)
}

function captionUnit(captions: readonly string[]): string | undefined {
  for (const text of captions) {
    const found = ofTable.exec(text)?.[1]
    if (found !== undefined) return tidy(found)
  }
  return undefined
}

/** Text that a format writes behind a number: `0.0" kg"`, and `k` or `M` where it hides thousands (`#,##0,`). */
function formatUnit(format: string | null): string | undefined {
  const first = format?.split(";")[0] ?? ""
  const text = /[0#?.,]\s*"\s*([^"\d]{1,12}?)\s*"/.exec(first)?.[1]?.trim()
  if (text) return text
  const hidden = /[0#](,+)(?![0#?,])/.exec(first.replace(/"[^"]*"|\\./g, ""))?.[1]?.length
  return hidden === undefined ? undefined : hidden === 1 ? "k" : hidden === 2 ? "M" : undefined
}

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim()
