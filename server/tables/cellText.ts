/** Text that a person would read as a number: `1,234`, ` 12 `, `$5.00`, `(30)`, `12%`. Leading zeros are identifiers, not numbers. */
export const looksLikeNumber = (text: string): boolean =>
  text.length < 40 && numberStart.test(text) && parseNumberText(text) !== undefined

// Most text fails on its first character, which keeps this cheap for a hundred thousand cells.
const numberStart = /^\s*[-+(.$€£¥₹\d]/

const numberPattern =
  /^([-+(]?)\s*([$€£¥₹]?)\s*([-+]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)\s*([$€£¥₹%]?)\s*(\)?)$/

/** The number that text stands for, percent already divided by 100, or undefined when it is other text. */
export function parseNumberText(text: string): number | undefined {
  const match = numberPattern.exec(text.replace(/[\u00a0\u202f]/g, " ").trim())
  if (!match) {
    const plain = text.trim()
    return /^[-+]?\d+(\.\d+)?e[-+]?\d+$/i.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined
  }
  const [, open = "", , sign = "", digits = "", unit = "", close = ""] = match
  if ((open === "(") !== (close === ")") || /^0\d/.test(digits)) return undefined
  const size = Number(digits.replaceAll(",", ""))
  const negative = open === "(" || (open === "-") !== (sign === "-")
  const value = unit === "%" ? size / 100 : size
  return negative ? -value : value
}

/** Text such as `2026-03-31` or `2026-03-31T14:05`, which Excel holds as text until it is converted. */
export const looksLikeIsoDate = (text: string): boolean =>
  /^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?\s*$/.test(text)

/** How text is compared: without case and outer blanks, as Excel compares text in lookups and criteria. */
export function foldText(text: string): string {
  const folded = text.trim().toLowerCase()
  return /^[\x20-\x7e]*$/.test(folded) ? folded : folded.normalize("NFC")
}

/** Text that stands where a value is missing. */
export const isPlaceholder = (text: string): boolean => placeholder.test(text.trim())

const placeholder =
  /^(n\.?\/?\s?a\.?|-+|–+|—+|\.\/\.|tbd|tba|nil|null|\.+|\?+|k\.\s?a\.|unknown|unbekannt|inconnu|desconocido)$/i
