import { memoize } from "../../../words/memoize.ts"

/** One word of a question, a header or a value, made comparable. */
export interface Word {
  /** Lower case without accents; a number without separators. */
  readonly text: string
  /** Singular form; months and a few abbreviations shortened to one form. */
  readonly stem: string
  readonly raw: string
  /** The number the word stands for, percent not yet divided. */
  readonly number?: number | undefined
  readonly sign?: "currency" | "percent" | undefined
  /** Part of a quoted text: meant literally. */
  readonly quoted: boolean
  /** True when written with a capital letter although it does not start the sentence. */
  readonly named: boolean
}

const monthStems = new Map(
  "january jan february feb march mar april apr june jun july jul august aug september sep sept sep october oct november nov december dec"
    .split(" ")
    .map((word, at, all) => [word, all[at + 1] ?? word] as const)
    .filter((_, at) => at % 2 === 0),
)

/** Singular of an English noun, roughly: enough that `boxes` meets `box` and `categories` meets `category`. */
export function stemOf(word: string): string {
  const month = monthStems.get(word)
  if (month) return month
  if (word === "ids") return "id"
  if (word === "people" || word === "persons") return "person"
  if (word.endsWith("people")) return word.slice(0, -6) + "person"
  if (word === "qty" || word === "quantities") return "quantity"
  if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3) + "y"
  if (word.length > 4 && /(ss|x|zz|ch|sh|tus|nus|bus)es$/.test(word)) return word.slice(0, -2)
  if (word.length > 3 && word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1)
  return word
}

const plainText = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim()

const scales: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
  billion: 1e9,
}

const pattern =
  /(?<quote>"[^"]+"|“[^”]+”|«[^»]+»|(?<![\p{L}\p{N}])'[^']+'(?![\p{L}\p{N}]))|(?<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})|(?<number>(?:[$€£¥]\s?)?(?<![\p{L}\p{N}_])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?(?:k|m|mn|mio|bn|thousand|millions?|billion)\b)?(?:\s?(?:%|€|£|percent\b|per cent\b|dollars\b|euros?\b|usd\b|eur\b))?(?![\p{L}\p{N}_]))|(?<symbol>(?<=\s)[*/+^×÷](?=\s)|[<>]=?|=|≥|≤|%)|(?<word>[\p{L}\p{N}\p{M}_]+)/giu

const expand = (text: string): string =>
  text
    .replace(/[’‘`´]/g, "'")
    .replace(/\b(out of stock|sold out)\b/gi, " with stock equal to 0 ")
    .replace(/\bin stock\b/gi, " with stock over 0 ")
    .replace(/\bcan't\b/gi, "can not")
    .replace(/n't\b/gi, " not")
    .replace(/'(s|re|ve|ll|d|m)\b/gi, " ")
    .replace(/(?<=[\p{L}])s'(?=\s|$|[?.!,])/gu, "s")

/** Words of a question in order. Hyphens and underscores separate; quoted text is split but remembered. */
export function wordsOf(question: string): Word[] {
  const words: Word[] = []
  for (const match of expand(question).matchAll(pattern)) {
    const { quote, date, number, symbol, word } = match.groups ?? {}
    if (quote !== undefined)
      for (const part of partsOf(quote.slice(1, -1)))
        words.push({ text: part, stem: stemOf(part), raw: part, quoted: true, named: true })
    else if (date !== undefined) words.push({ text: date, stem: date, raw: date, quoted: false, named: false })
    else if (number !== undefined) words.push(numberWord(number))
    else if (symbol !== undefined) words.push({ text: symbol, stem: symbol, raw: symbol, quoted: false, named: false })
    else if (word !== undefined) {
      const named = words.length > 0 && /^\p{Lu}/u.test(word)
      for (const part of partsOf(word)) words.push({ text: part, stem: stemOf(part), raw: word, quoted: false, named })
    }
  }
  return words
}

function numberWord(raw: string): Word {
  const digits = /[\d,]+(\.\d+)?/.exec(raw)?.[0].replaceAll(",", "") ?? "0"
  const scale = /(?:^|[\d\s])(k|m|mn|mio|bn|thousand|millions?|billion)\b/i.exec(raw.replace(/^[^\d]*/, ""))?.[1]
  const sign = /%|per ?cent/i.test(raw)
    ? ("percent" as const)
    : /[$€£¥]|dollars|euro|usd|eur/i.test(raw)
      ? ("currency" as const)
      : undefined
  const number = Number((Number(digits) * (scales[scale?.toLowerCase() ?? ""] ?? 1)).toPrecision(15))
  return { text: digits, stem: digits, raw: raw.trim(), number, sign, quoted: false, named: false }
}

/** Characters of headers and values whose words are remembered: every word of a question is compared with the same ones. */
export const rememberedCharacters = 2_000_000

/** Comparable words of a header or a value: camelCase, digits and punctuation separate. */
export const partsOf = memoize(
  (text): readonly string[] =>
    plainText(text.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/['’]s\b/g, ""))
      .replace(/(?<=\d),(?=\d{3})/g, "")
      .split(/[^\p{L}\p{N}%#]+/u)
      .filter((part) => part !== ""),
  rememberedCharacters,
)

/** Edits (insert, delete, replace, swap neighbours) between two words; stops counting at `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}

/** True when `word` is `target` with one slip (two in words of eight letters and more); short words must be exact. */
export function isTypo(word: string, target: string): boolean {
  if (word === target || target.length < 4 || /\d/.test(word) || word[0] !== target[0]) return false
  const swapped = target.length === 4 && word.length === 4 && [...word].sort().join("") === [...target].sort().join("")
  if (target.length < 5) return swapped && editDistance(word, target, 1) === 1
  // Of short words two slips make another word: interns, internet.
  return editDistance(word, target, 2) <= (Math.min(word.length, target.length) >= 8 ? 2 : 1)
}
