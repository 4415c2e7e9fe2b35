import assert from "node:assert/strict"
import { relativeDate } from "../../../addin/components/relativeDate.ts"

describe("relativeDate", () => {
  const now = new Date(2026, 2, 10, 9, 0) // a Tuesday
  const at = (...given: [number, number, number, number, number]): string =>
    relativeDate(new Date(...given).toISOString(), now, "en-GB")

  it("tells the time today, and of a clock that is ahead", () => {
    assert.equal(at(2026, 2, 10, 8, 5), "8:05")
    assert.equal(at(2026, 2, 10, 9, 1), "9:01")
  })
  it("counts days by the calendar, also over the hour that summer time takes", () => {
    assert.equal(at(2026, 2, 9, 23, 59), "yesterday")
    assert.equal(at(2026, 2, 7, 0, 1), "Saturday")
    assert.equal(at(2026, 2, 4, 12, 0), "Wednesday")
  })
  it("tells the date of what is older than six days, with the year when it is another one", () => {
    assert.equal(at(2026, 2, 3, 12, 0), "3 Mar")
    assert.equal(at(2025, 11, 31, 12, 0), "31 Dec 2025")
  })
})
