import assert from "node:assert/strict"
import { matchDates } from "../../../../../server/assistant/analyst/reading/matchDates.ts"
import { wordsOf } from "../../../../../server/assistant/analyst/reading/words.ts"

const period = { first: "2024-02-10", last: "2026-03-30" }
const spansOf = (question: string): string[] =>
  matchDates(wordsOf(question), period, () => true).map(({ span }) => `${span.from} ${span.to}`)

describe("matchDates", () => {
  const examples: readonly (readonly [string, ...string[]])[] = [
    ["revenue on 2026-03-02", "2026-03-02 2026-03-03"],
    ["revenue on 1 May 2025", "2025-05-01 2025-05-02"],
    ["revenue on May 1st, 2025", "2025-05-01 2025-05-02"],
    ["revenue on 13.05.2025", "2025-05-13 2025-05-14"],
    ["revenue on 5/13/2025", "2025-05-13 2025-05-14"],
    ["in March 2025", "2025-03-01 2025-04-01"],
    ["in march", "2026-03-01 2026-04-01"],
    ["in December", "2025-12-01 2026-01-01"],
    ["in Q4 2024", "2024-10-01 2025-01-01"],
    ["second quarter of 2025", "2025-04-01 2025-07-01"],
    ["in the first half of 2025", "2025-01-01 2025-07-01"],
    ["in 2025", "2025-01-01 2026-01-01"],
    ["last quarter", "2026-01-01 2026-04-01"],
    ["last month", "2026-03-01 2026-04-01"],
    ["last year", "2025-01-01 2026-01-01"],
    ["this year", "2026-01-01 2027-01-01"],
    ["last 3 months", "2026-01-01 2026-04-01"],
    ["past 7 days", "2026-03-24 2026-03-31"],
    ["year to date", "2026-01-01 2026-03-31"],
    ["between Jan and Mar 2026", "2026-01-01 2026-04-01"],
    ["from 2024-05-01 to 2024-05-10", "2024-05-01 2024-05-11"],
    ["Nov 2025 to Feb 2026", "2025-11-01 2026-03-01"],
    ["before 1 May 2025", "0000-01-01 2025-05-01"],
    ["after 2024", "2025-01-01 9999-12-31"],
    ["since February 2026", "2026-02-01 9999-12-31"],
    ["until June 2025", "0000-01-01 2025-07-01"],
    ["March and April 2025", "2025-03-01 2025-04-01", "2025-04-01 2025-05-01"],
    ["over 2000"],
    ["it may be"],
  ]
  for (const [question, ...spans] of examples)
    it(`finds ${spans.length === 0 ? "no time" : spans.join(" and ")} in "${question}"`, () => {
      assert.deepEqual(spansOf(question), spans)
    })

  it("says which year it took when the data hold several", () => {
    const [match] = matchDates(wordsOf("in March"), period, () => true)
    assert.equal(match?.assumption, "The data hold several years; I took Mar 2026, the latest.")
  })

  it("says how it read a day and month that could be swapped", () => {
    const [match] = matchDates(wordsOf("on 3/4/2025"), period, () => true)
    assert.equal(match?.assumption, "I read 3/4/2025 as month/day: 4 Mar 2025.")
  })
})
