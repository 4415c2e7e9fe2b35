import { claim, type Reading } from "./reading.ts"

const countWords = new Map(
  "one two three four five six seven eight nine ten".split(" ").map((word, at) => [word, at + 1]),
)

const beforeLimit = /^(top|bottom|first|best|worst|highest|lowest|largest|smallest|biggest|leading|last|greatest)$/

const afterLimit =
  /^(highest|lowest|largest|smallest|biggest|most|least|best|worst|top|bottom|greatest|cheapest|oldest|youngest|newest|latest|earliest|longest|shortest|fewest|leading|strongest|weakest)$/

const timeUnit = /^(day|week|month|quarter|year|half)$/

export function claimLimit(reading: Reading): number | undefined {
  const { words } = reading
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    const number = word?.number ?? countWords.get(word?.text ?? "")
    if (number === undefined || word?.sign || !Number.isInteger(number) || number < 1 || number > 500) continue
    const before = words[at - 1]?.text ?? ""
    const after = words[at + 1]?.text ?? ""
    const counts =
      beforeLimit.test(before) &&
      (/^(top|bottom|best|worst)$/.test(before) || !timeUnit.test(words[at + 1]?.stem ?? ""))
    if (!counts && !(afterLimit.test(after) && before !== "at" && !/^(than|over|under|above|below)$/.test(before)))
      continue
    if (words[at]?.text === "one" && !counts) continue
    claim(reading, at, at + 1, "limit")
    return number
  }
  return undefined
}
