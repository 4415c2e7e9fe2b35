/**
 * The words of a text as search compares them: without case, accents and plural endings, numbers without their thousands separators,
 * `UnitPrice` as two words; without the commonest English words, which stand in every question.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [word] of plain(text).matchAll(/\p{L}+|\p{N}+(?:\.\p{N}+)?/gu)) {
    if (common.has(word)) continue
    if (unspaced.test(word)) words.push(...pairs(word))
    else words.push(singular(word.slice(0, longest)))
  }
  return words
}

/** Most text is ASCII, for which Unicode's rules need not be asked. */
function plain(text: string): string {
  if (/^[\0-\x7f]*$/.test(text))
    return text
      .replace(/([a-z])(?=[A-Z])/g, "$1 ")
      .replace(/(\d)[,'](?=\d{3}(?!\d))/g, "$1")
      .toLowerCase()
  return (
    text
      .replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
      // Before spaces that keep together become ones that do not.
      .replace(/(\p{N})[,'’\u00a0\u202f](?=\p{N}{3}(?!\p{N}))/gu, "$1")
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
  )
}

/** Longer runs are no words, but something coded. */
const longest = 64

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Writing without spaces is cut into overlapping pairs of characters, as search engines do. */
function pairs(word: string): string[] {
  const characters = [...word]
  if (characters.length < 3) return [word]
  return characters.slice(1).map((character, at) => `${characters[at] ?? ""}${character}`)
}

/** The S-stemmer of Harman, "How effective is suffixing?" (1991), with `boxes` and `dishes` besides. */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s")) return word
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word
  if (/(?:ss|us|is)$/.test(word)) return word
  return /(?:s|x|z|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}

const common = new Set(
  "a an and are as at be by did do does for from had has have how i in is it its me my of on or that the their there these this those to was were what when where which who whom whose why will with you your".split(
    " ",
  ),
)
