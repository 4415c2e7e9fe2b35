import { isNumericKind } from "../../../shared/cell.ts"
import type { MapColumn } from "../../../shared/workbookMap.ts"

const currency =
  "USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|KRW|SGD|HKD|TRY|ILS|AED"
const symbol = "[$€£¥₹₽₩₺₪]"
const measure =
  "%|‰|pct|percent|pp|bps|kg|g|mg|t|tons?|tonnes?|lbs?|oz|km²?|m[²³23]?|cm[²³23]?|mm|µm|nm|ft²?|sq\\.? ?ft|sqm|in|inch(?:es)?|yd|mi|miles|ha|acres?|l|ml|cl|hl|gal|bbl|°?[CFK]|°|s|sec|ms|min|mins|minutes|h|hr|hrs|hours|d|days|wk|weeks|months|yrs?|years|hz|khz|mhz|ghz|v|mv|kv|a|ma|w|kw|mw|gw|wh|kwh|mwh|gwh|j|kj|mj|gj|cal|kcal|btu|n|kn|pa|kpa|mpa|bar|psi|ppm|ppb|mol|mmol|b|kb|mb|gb|tb|kib|mib|gib|rpm|mph|km/h|kph|m/s|l/100 ?km|g/km|kg/m3|units?|pcs|pieces|items|persons|people|fte|k|m|mn|mio|bn|mrd|thousands?|millions?|billions?|'000s?|000s?|#"
const scale = "k|m|mn|mio\\.?|bn|mrd\\.?|thousands?|millions?|billions?|tsd\\.?|'?000s?"
const money = `(?:(?:${scale})\\s*(?:of\\s+)?)?(?:US|A|C|NZ|HK|S)?(?:${symbol}|${currency})(?:\\s*(?:${scale}))?`

const inBrackets = new RegExp(`[([]\\s*(?:in\\s+)?((?:${money})(?:\\s*/\\s*\\w+)?|${measure})\\s*[)\\]]`, "iu")
const afterIn = new RegExp(`\\b(?:in)\\s+((?:${money})|(?:${scale})|${measure})\\s*$`, "iu")
const trailing = new RegExp(`[\\s,/_-](${money}|%)\\s*$`, "u")
const alone = new RegExp(`^\\s*(${money}|%|k)\\s*$`, "iu")
const caption = new RegExp(
  `\\b(?:in|amounts? in|figures in|all values in|values in|currency:|unit:|units:|angaben in|in Mio\\.?)\\s+((?:${money})|(?:${scale})(?:\\s+(?:of\\s+)?(?:${money}))?)(?![\\p{L}\\p{N}])`,
  "iu",
)
const leadingMoney = new RegExp(`[([]\\s*((?:${money})|(?:${scale}))\\s*[)\\]]`, "iu")

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

/** `Weight (kg)`, `Revenue in USD`, `Price, $`, `Share %`. */
function headerUnit(name: string): string | undefined {
  const found =
    inBrackets.exec(name)?.[1] ?? afterIn.exec(name)?.[1] ?? trailing.exec(name)?.[1] ?? alone.exec(name)?.[1]
  return found === undefined ? undefined : tidy(found)
}

function captionUnit(captions: readonly string[]): string | undefined {
  for (const text of captions) {
    const found = caption.exec(text)?.[1] ?? leadingMoney.exec(text)?.[1]
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
