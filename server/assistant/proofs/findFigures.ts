/** A number as it stands in a text. */
export interface Figure {
  /** As written, with sign, currency and unit: `$1.2M`. */
  readonly text: string
  /** What it may mean; more than one where thousands and decimals could be confused. Percentages as percent (12.5). */
  readonly readings: readonly Reading[]
  readonly percent: boolean
  /** `2.5x`, `3 times`. */
  readonly times: boolean
  readonly negative: boolean
  /** "about", "nearly": trailing zeros are rounding. */
  readonly approximate: boolean
  /** A bare 1900 … 2099: perhaps a year. */
  readonly yearLike: boolean
  /** Line of the text it stands on, from zero. */
  readonly line: number
  /** That line, as far as it is near. */
  readonly context: string
}

export interface Reading {
  readonly value: number
  /** Value of the last digit shown: 100,000 for `1.2M`. */
  readonly step: number
  readonly significant: number
}

const month =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?"
const cell = "\\$?[A-Z]{1,3}\\$?\\d{1,7}"

/** What holds digits and is no figure. Each match is blanked before numbers are looked for. */
const noFigures: readonly RegExp[] = [
  /```[\s\S]*?(?:```|$)/g,
  /`[^`\n]*`/g,
  /\]\([^)\s]{0,300}\)/g, // target of a link; its label may be a figure
  /https?:\/\/\S+/g,
  /\b\d{4}-(?:Q[1-4]|W\d{2}|\d{2}(?:-\d{2})?)(?:[ T]\d{2}:\d{2}(?::\d{2})?)?\b/g,
  /\b\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d{2})\b/g,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of )?${month}(?:,? \\d{4})?\\b`, "g"),
  new RegExp(`\\b${month} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?(?![\\d,.%]*\\d|%)`, "g"),
  new RegExp(`\\b${month},? \\d{4}\\b`, "g"),
  /\b(?:Q[1-4]|H[12]|FY|week|W)[ -]?\d{2,4}\b/gi,
  /\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\b/gi,
  new RegExp(`(?:'[^'\\n]{1,60}'|(?<![\\p{L}\\p{N}_.])[\\p{L}_][\\p{L}\\p{N}_.]{0,60})!${cell}(?::${cell})?`, "gu"),
  new RegExp(
    `(?<![\\p{L}\\p{N}$€£¥])(?!(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR|CNY)\\d)${cell}(?::${cell})?(?![\\p{L}\\p{N}])`,
    "gu",
  ),
  /\b(?:rows?|columns?|steps?) (?:#)?\d+(?:(?: ?[–-] ?| to |, | and |, and )\d+(?![\d,.]*\d))*/gi,
  /\b(?:top|bottom|first|last) \d+\b/gi,
  /#\d+\b/g,
  /\b\d+(?:st|nd|rd|th)\b/gi,
  /^\s*\d+[.)]\s/gm,
  /\b(?:Microsoft|Office|Excel) \d{3,4}\b/g,
]

const number =
  /(?<![\p{L}\p{N}_.,])(?:(?<![%)])(?<sign>[-−]))?(?<before>(?:[$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR|CNY)\s?))?(?<inner>[-−])?(?<digits>\d[\d.,'’\u00a0\u202f]*\d|\d|\.\d+)(?<unit>\s?(?:%|percent\b|per cent\b)|(?:k|K|m|M|mn|bn|B|b|x|×)(?![\p{L}\p{N}])|\s(?:thousand|million|billion|trillion|times)\b)?/gu

/** Unmistakably continental: 1.204.500 or 12,5 or 1.204,50. */
const continental = /\d\.\d{3}[.,]\d|(?<![\d,])\d+,\d{1,2}(?![\d,])/

/**
 * Every number of a text that claims something: not dates, times, addresses, row numbers, ordinals, list markers, code, or
 * digits inside `labels` (texts of the sheet, such as "Product 12").
 */
export function findFigures(text: string, labels: Iterable<string>): Figure[] {
  const masked = mask(text, labels)
  const comma = continental.test(masked)
  const figures: Figure[] = []
  let line = 0
  let scanned = 0
  for (const match of masked.matchAll(number)) {
    for (; scanned < match.index; scanned++) if (text[scanned] === "\n") line += 1
    const { sign = "", inner = "", digits = "", unit = "" } = match.groups ?? {}
    const scale = scaleOf(unit.trim())
    const readings = readingsOf(digits, scale, comma)
    if (readings.length === 0) continue
    const plain = unit === "" && !match.groups?.["before"]
    figures.push({
      text: match[0].trim(),
      readings,
      percent: /%|percent|per cent/.test(unit),
      times: /x|×|times/.test(unit),
      negative: sign !== "" || inner !== "",
      approximate:
        /(?:\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|over|under|some|circa)|[~≈])\s*[$€£¥₹]?$/i.test(
          text.slice(Math.max(0, match.index - 20), match.index + sign.length),
        ),
      yearLike: plain && /^(?:19|20)\d\d$/.test(digits),
      line,
      context: neighbourhood(text, match.index),
    })
  }
  return figures
}

const nearCharacters = 160

function neighbourhood(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - nearCharacters), index)
  const after = text.slice(index, index + nearCharacters)
  return `${before.slice(before.lastIndexOf("\n") + 1)}${after.split("\n", 1)[0]}`
}

function mask(text: string, labels: Iterable<string>): string {
  const blank = (match: string): string => match.replace(/[^\n]/g, " ")
  let masked = text
  for (const pattern of noFigures.slice(0, 4)) masked = masked.replace(pattern, blank)
  const withDigits = [...new Set(labels)].filter((label) => /\d/.test(label) && !/^[\s\d.,%$€£-]*$/.test(label))
  for (const label of withDigits.sort((a, b) => b.length - a.length).slice(0, 2000)) {
    if (!masked.includes(label)) continue
    const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    masked = masked.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), blank)
  }
  for (const pattern of noFigures.slice(4)) masked = masked.replace(pattern, blank)
  return masked
}

const scales: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  trillion: 1e12,
}
const scaleOf = (unit: string): number => scales[unit.toLowerCase()] ?? 1

function readingsOf(digits: string, scale: number, comma: boolean): Reading[] {
  const english = /^(?:\d{1,3}(?:[,\u00a0\u202f'’]\d{3})+|\d*)(?:\.\d+)?$/
  const european = /^(?:\d{1,3}(?:[.\u00a0\u202f'’]\d{3})+|\d+)(?:,\d+)?$/
  const readings: Reading[] = []
  if (english.test(digits)) readings.push(reading(digits.replace(/[^\d.]/g, ""), scale))
  if (comma && european.test(digits)) readings.push(reading(digits.replace(/[^\d,]/g, "").replace(",", "."), scale))
  return readings
}

const reading = (plain: string, scale: number): Reading => ({
  value: Number((Number(plain) * scale).toPrecision(15)),
  step: scale / 10 ** (plain.split(".")[1]?.length ?? 0),
  significant: plain.replace(".", "").replace(/^0+/, "").length,
})
